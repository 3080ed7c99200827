import * as z from "zod";

import { about } from "./scalars.ts";

const ownerAndRepository = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}(?<!\.git)$/,
    "is no repository of GitHub: write it like acme/shop",
  );

/** A repository on GitHub. GitHub does not say its plan to whoever only plans, so the stack file does. */
export const repository = z.union([
  ownerAndRepository,
  z.strictObject({
    name: ownerAndRepository.describe(about("Owner and name, like acme/shop", { effect: "none" })),
    visibility: z
      .enum(["public", "private"])
      .exactOptional()
      .describe(
        about("Who may see it; slipway relies on it and never changes it", { default: "private", effect: "none" }),
      ),
    plan: z
      .enum(["free", "pro", "team", "enterprise"])
      .exactOptional()
      .describe(
        about("GitHub's plan of its owner, which says what GitHub can do for a private repository", {
          default: "team; of an infrastructure with the same owner, the plan of the app's repository",
          effect: "none",
        }),
      ),
  }),
]);
