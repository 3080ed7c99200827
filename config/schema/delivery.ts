import * as z from "zod";

import { repository } from "./repository.ts";
import { about, because, envName, text, whole } from "./scalars.ts";

/** Name or pattern of a branch or a tag on GitHub. */
export const refPattern = z
  .string()
  .regex(/^[^\s~^:?[\\]{1,255}$/, "is no name of a branch or tag: write it like main, release/* or v*");

/** A team of the organisation that owns the repository. */
export const team = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,99}$/,
    "is no slug of a team: write it as in its address, like platform, without the organisation",
  );

/** NAMEs in slipway:secrets, or of generated secrets. */
export const secretNames = z.array(envName);

const folder = z
  .string()
  .regex(
    /^(?!.*(^|\/)\.{1,2}(\/|$))[^\s/]+(\/[^\s/]+)*$/,
    "is no folder of the repository: write it like deploy, without a slash at its ends",
  );

const actionPattern = z
  .string()
  .regex(/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.*/-]+(@\S+)?$/, "is no pattern of actions: write it like docker/*");

const topic = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, "is no topic: use up to 50 lower-case letters, digits and hyphens");

const why = { because: because.shape.because };

const bypass = z
  .union([
    z.strictObject({ team: team.describe(about("Slug of a team", { effect: "inPlace" })), ...why }),
    z.strictObject({
      app: whole(1, 2_147_483_647).describe(
        about("Id of a GitHub App, as on its page of settings", { effect: "inPlace" }),
      ),
      ...why,
    }),
    z.strictObject({
      role: z
        .enum(["maintain", "write", "admin"])
        .describe(about("Everybody who has this role in the repository", { effect: "inPlace" })),
      ...why,
    }),
  ])
  .describe(about("Who may merge or push past the rules, and why"));

const dependabot = z
  .strictObject({
    secrets: secretNames
      .exactOptional()
      .describe(
        about(
          "Secrets that workflows started by Dependabot get, which see no others; values come from the stack that manages the repository",
          { default: "none", effect: "inPlace" },
        ),
      ),
    updates: z
      .boolean()
      .exactOptional()
      .describe(
        about("Whether Dependabot opens pull requests that mend what is vulnerable", {
          default: "true",
          effect: "inPlace",
        }),
      ),
  })
  .exactOptional()
  .describe(about("Dependabot in the app's repository", { default: "updates, without secrets" }));

/** Rules and settings that a repository has once, of which one stack takes care. */
const managed = {
  checks: z
    .array(text)
    .exactOptional()
    .describe(
      about(
        "Names of the jobs that have to pass before a pull request of the app's repository is merged; slipway's own (check, preview-done) are added in the repository that deploys",
        { default: "none", effect: "inPlace" },
      ),
    ),
  reviews: whole(0, 6)
    .exactOptional()
    .describe(about("Approving reviews that a pull request needs", { default: "1", effect: "inPlace" })),
  signedCommits: z
    .boolean()
    .exactOptional()
    .describe(about("Whether only signed commits are taken", { default: "false", effect: "inPlace" })),
  bypass: z
    .array(bypass)
    .exactOptional()
    .describe(about("Who may merge or push past the rules", { default: "nobody", effect: "inPlace" })),
  secrets: secretNames
    .exactOptional()
    .describe(
      about(
        "Secrets that all workflows of the app's repository get; values come from the stack that manages the repository",
        { default: "none", effect: "inPlace" },
      ),
    ),
  dependabot,
  topics: z
    .array(topic)
    .max(20, "has more than 20, and GitHub takes no more: remove some")
    .exactOptional()
    .describe(about("Topics of the app's repository", { default: "those that it has", effect: "inPlace" })),
  actions: z
    .array(actionPattern)
    .exactOptional()
    .describe(
      about(
        "Actions that may run besides GitHub's own and those of slipway's workflows, like docker/*; in public repositories and on the plan enterprise",
        {
          default: "none",
          effect: "inPlace",
        },
      ),
    ),
};

/** Where the app is delivered from. */
export const delivery = z
  .strictObject({
    repository: repository.describe(
      about("Repository of the app on GitHub, which builds its images: acme/shop, or keys below it", {
        effect: "none",
      }),
    ),
    infrastructure: repository.exactOptional().describe(
      about("Repository whose workflows deploy, and which gets the GitHub environments, written like repository", {
        default: "the app's",
        effect: "Changing it replaces the GitHub environment",
      }),
    ),
    folder: folder.exactOptional().describe(
      about("Folder of the stack files in the repository that deploys", {
        default: "its top",
        effect: "inPlace",
      }),
    ),
    branches: z
      .array(refPattern)
      .min(1, "is empty: name a branch, or remove the key")
      .exactOptional()
      .describe(
        about("Branches that are protected and may deploy; the default branch first", {
          default: "main",
          effect: "inPlace",
        }),
      ),
    tags: z
      .array(refPattern)
      .min(1, "is empty: name a pattern, or remove the key")
      .exactOptional()
      .describe(about("Tags that are releases, which nobody moves or deletes", { default: "v*", effect: "inPlace" })),
    ...managed,
    keepImages: whole(1, 1000)
      .exactOptional()
      .describe(
        about("Builds of each image that are kept in the registry, besides all that a release names or that runs", {
          default: "30",
          effect: "none",
        }),
      ),
  })
  .exactOptional()
  .describe(about("Where the app is delivered from", { default: "nothing on GitHub is declared" }));
