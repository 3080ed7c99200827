import type { Account } from "../account.ts";
import { githubId } from "../github-answers.ts";
import type { InAccount, Rule, Values } from "../model.ts";
import { repositoryOf } from "./github-repository.ts";
import { ownerOf } from "./github-world.ts";
import { bool, list, num, objects } from "./values.ts";

const environments = "https://docs.github.com/en/rest/deployments/environments";
const gates = "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments";
const maxReviewers = 6;

/** The ids of an environment's reviewers of one kind. */
function reviewers(values: Values, kind: "users" | "teams"): readonly unknown[] {
  return objects(values, "reviewers").flatMap((block) => list(block, kind));
}

/** A rule: there are six reviewers at most. */
export const reviewerCount: Rule<Values> = {
  id: "repository-environment-reviewers",
  says: `An environment has at most ${maxReviewers} reviewers, users and teams together.`,
  source: environments,
  refuse(values) {
    const count = reviewers(values, "users").length + reviewers(values, "teams").length;
    return count <= maxReviewers
      ? undefined
      : `422 Validation Failed: ${count} reviewers: use at most ${maxReviewers} users and teams together`;
  },
};

/** A rule: whoever is to approve is somebody. */
export const reviewersKnown: Rule<InAccount> = {
  id: "repository-environment-reviewers-known",
  says: "A reviewer is a user or a team of the owner that can read the repository.",
  source: environments,
  refuse({ resource: { inputs }, account }) {
    const access = repositoryOf(inputs, account)?.access;
    const may = (name: string) => access === undefined || access.includes(name);
    for (const kind of ["users", "teams"] as const) {
      const stranger = reviewers(inputs, kind).find((id) => !names(account, kind, id).some(may));
      if (stranger !== undefined) {
        const [name] = names(account, kind, stranger);
        return name === undefined
          ? `422 Validation Failed: there is none of ${kind} with the id ${stranger}: take it from github.${kind === "users" ? "getUser" : "getTeam"}`
          : `422 Validation Failed: ${name} cannot read ${inputs.repository}: give access to it first, in the world under access`;
      }
    }
    return undefined;
  },
};

/** The users or teams of the world with a number. */
export function names(account: Account, kind: "users" | "teams", id: unknown): readonly string[] {
  const teams = account.world.teams.filter((team) => team.startsWith(`${ownerOf(account)}/`));
  return kind === "users"
    ? account.world.users.filter((login) => githubId("user", login) === id)
    : teams.filter((team) => githubId("team", team) === id);
}

/** A rule: approval needs a plan that has it. */
export const gatesNeedPlan: Rule<InAccount> = {
  id: "repository-environment-gates-need-plan",
  says: "Reviewers and a wait timer on a private repository need GitHub Enterprise.",
  source: gates,
  refuse({ resource: { inputs }, account }) {
    const repository = repositoryOf(inputs, account);
    const hasReviewers = reviewers(inputs, "users").length + reviewers(inputs, "teams").length > 0;
    const gated = hasReviewers || (num(inputs, "waitTimer") ?? 0) > 0;
    return !gated || repository?.visibility !== "private" || repository.plan === "enterprise"
      ? undefined
      : `422 Failed to create the environment protection rule: reviewers and waitTimer are not available for the private ` +
          `repository ${repository.name} on the plan ${repository.plan}: leave them out, or use a public repository`;
  },
};

/** A rule: what GitHub leaves as it is without a word is not asked for. */
export const silentGates: Rule<InAccount> = {
  id: "repository-environment-silent-gates",
  says: "`preventSelfReview: true` and `canAdminsBypass: false` on a private repository need GitHub Enterprise.",
  source: "https://github.com/google/go-github/pull/2611",
  refuse({ resource: { inputs }, account }) {
    const repository = repositoryOf(inputs, account);
    const gated = bool(inputs, "preventSelfReview") === true || bool(inputs, "canAdminsBypass") === false;
    return !gated || repository?.visibility !== "private" || repository.plan === "enterprise"
      ? undefined
      : `preventSelfReview and canAdminsBypass stay as they are for the private repository ${repository.name} on the plan ` +
          `${repository.plan}, so that every preview shows a difference: leave them out`;
  },
};
