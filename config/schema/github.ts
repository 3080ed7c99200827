import * as z from "zod";

import { refPattern, secretNames, team } from "./delivery.ts";
import { about, because, envName, whole } from "./scalars.ts";

const login = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/, "is no login of GitHub: write it like octocat, without @");

const reviewers = z
  .strictObject({
    users: z
      .array(login)
      .exactOptional()
      .describe(about("Logins of people, who need access to the repository", { default: "none", effect: "inPlace" })),
    teams: z
      .array(team)
      .exactOptional()
      .describe(about("Slugs of teams, which need access to the repository", { default: "none", effect: "inPlace" })),
  })
  .exactOptional()
  .describe(
    about("Of whom one has to approve each deployment, six in all; needs a public repository or the plan enterprise", {
      default: "nobody",
      effect: "inPlace",
    }),
  );

/** Thirty days, which is GitHub's limit. */
const mostWaitMinutes = 43_200;

/** GitHub's side of one place. */
export const github = z
  .strictObject({
    manageRepository: z
      .boolean()
      .exactOptional()
      .describe(
        about(
          "Whether this stack declares what a repository has once: its settings, rulesets, secrets and Dependabot. Exactly one stack says true, best the one for production",
          { default: "false", effect: "Taking it away deletes its rulesets and secrets, never the repository itself" },
        ),
      ),
    reviewers,
    selfReview: because
      .exactOptional()
      .describe(
        about("Whoever started a deployment may approve it, and why", { default: "not allowed", effect: "inPlace" }),
      ),
    waitMinutes: whole(0, mostWaitMinutes, "30 days have 43200")
      .exactOptional()
      .describe(
        about("Minutes that each deployment waits before it starts; needs a public repository or the plan enterprise", {
          default: "0",
          effect: "inPlace",
        }),
      ),
    branches: z
      .array(refPattern)
      .min(1, "is empty: name a branch, or remove the key")
      .exactOptional()
      .describe(about("Branches that may deploy to this place", { default: "delivery.branches", effect: "none" })),
    tags: z
      .array(refPattern)
      .min(1, "is empty: name a pattern, or remove the key")
      .exactOptional()
      .describe(
        about("Tags that may deploy to this place, for workflows of your own that are started by one", {
          default: "none",
          effect: "none",
        }),
      ),
    secrets: secretNames.exactOptional().describe(
      about("Names in slipway:secrets, or generated ones, that workflows of this place get", {
        default: "none",
        effect: "none",
      }),
    ),
    variables: z
      .record(envName, z.string())
      .exactOptional()
      .describe(about("Variables that workflows of this place get", { default: "none", effect: "none" })),
    ungated: because
      .exactOptional()
      .describe(
        about(
          "A private repository on the plan free has neither environments nor rulesets: the branch alone says who may deploy, a person starts each deployment, and this says why that is enough",
          { default: "GitHub's environment is the gate", effect: "inPlace" },
        ),
      ),
  })
  .exactOptional()
  .describe(about("GitHub's environment of this place", { default: "delivery.branches may deploy" }));
