import { about, repositoryType, reviewsOfDefaultBranch } from "../../default-branch.ts";
import { at, listOf } from "../../inputs.ts";
import type { Everything, PolicyResource, Rule } from "../../rule.ts";

export const productionApproved: Rule = {
  name: "production-approved",
  demands: "A deployment to production is approved by a second person, in GitHub or by a review of what is deployed.",
  why: "One stolen account, or one mistake, would be enough to change what customers use.",
  sources: [
    {
      url: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
      says: "Required reviewers have to approve a job that names the environment.",
    },
  ],
  wayOut: "Name reviewers of the environment, or ask for a review on the branch that deploys to it.",
  enforcement: "advisory",
  types: ["github:index/repositoryEnvironment:RepositoryEnvironment"],
  looksAround: true,
  check: (environment, everything) => {
    const { environment: name, reviewers } = environment.inputs;
    const isProduction = /^prod/i.test(`${name}`);
    const hasReviewers = listOf(reviewers).some((one) =>
      ["users", "teams"].some((kind) => listOf(at(one, kind)).length > 0),
    );
    return !isProduction || hasReviewers || isReviewedBefore(environment, everything)
      ? []
      : [`nobody has to approve a deployment to ${name}`];
  },
};

/** Whether its repository takes nothing onto the default branch without a review. */
function isReviewedBefore(environment: PolicyResource, everything: Everything): boolean {
  return everything
    .ofType(repositoryType)
    .filter((repository) => about(repository, environment.type, everything).includes(environment))
    .some((repository) => reviewsOfDefaultBranch(repository, everything) > 0);
}
