import * as z from "zod";

import { about, itemKey, text } from "./scalars.ts";

/** `slipway:release`: which build runs. */
export const release = z
  .strictObject({
    version: text.exactOptional().describe(about("Version for people, in quotes", { default: "none", effect: "none" })),
    images: z
      .record(
        itemKey,
        z
          .string()
          .regex(/^sha256:[0-9a-f]{64}$/, 'is no digest: write "sha256:" and 64 hexadecimal digits')
          .describe(
            about("Digest of the image", {
              effect: "Changing it runs the migrations that use the image, then starts new tasks of what uses it",
            }),
          ),
      )
      .describe(about("Digest of each image in app.images")),
    commits: z
      .record(itemKey, z.string().regex(/^[0-9a-f]{40}$/, "is no commit: write its 40 hexadecimal digits, in quotes"))
      .exactOptional()
      .describe(about("Commit that each image was built from", { default: "unknown", effect: "none" })),
    rollbackOf: text
      .exactOptional()
      .describe(
        about(
          "Id of the verified release of this stack that a rollback restored: then no migration runs, and those of this release count as run; `rollback` writes it, and the next `bump` or `promote` removes it",
          { default: "none", effect: "none" },
        ),
      ),
  })
  .describe(about("Which build runs. Copied whole on promotion, together with app"));
