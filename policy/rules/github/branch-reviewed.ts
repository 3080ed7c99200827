import { repositoryType, reviewsOfDefaultBranch } from "../../default-branch.ts";
import type { Rule } from "../../rule.ts";

export const branchReviewed: Rule = {
  name: "branch-reviewed",
  demands: "Nothing gets onto the default branch that only one person has seen.",
  why: "What is on it is deployed: one stolen account, or one mistake, would be enough.",
  sources: [
    {
      url: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
      says: "A ruleset can require pull requests with a number of approving reviews.",
    },
  ],
  wayOut: "Declare a ruleset of the default branch with pullRequest.requiredApprovingReviewCount of 1 or more.",
  enforcement: "advisory",
  types: [repositoryType],
  looksAround: true,
  check: (repository, everything) =>
    reviewsOfDefaultBranch(repository, everything) > 0
      ? []
      : ["a pull request into its default branch needs no approving review"],
};
