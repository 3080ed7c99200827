import { protectionsOfDefaultBranch, repositoryType, rulesOfDefaultBranch } from "../../default-branch.ts";
import { at, listOf } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const branchChecked: Rule = {
  name: "branch-checked",
  demands: "A pull request is merged when its checks have passed.",
  why: "A check that may fail is one that nobody looks at.",
  sources: [
    {
      url: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
      says: "A ruleset can require status checks to pass before merging.",
    },
  ],
  wayOut: "Name the jobs in requiredStatusChecks of a ruleset of the default branch.",
  enforcement: "advisory",
  types: [repositoryType],
  looksAround: true,
  check: (repository, everything) => {
    const rulesets = rulesOfDefaultBranch(repository, everything);
    const demanded = [
      ...rulesets.flatMap((rules) => listOf(at(listOf(at(rules, "requiredStatusChecks"))[0], "requiredChecks"))),
      ...protectionsOfDefaultBranch(repository, everything).flatMap(({ requiredStatusChecks }) =>
        listOf(requiredStatusChecks).flatMap((checks) => listOf(at(checks, "contexts"))),
      ),
    ];
    return demanded.length > 0 ? [] : ["a pull request into its default branch needs no check"];
  },
};
