import { protectionsOfDefaultBranch, repositoryType, rulesOfDefaultBranch } from "../../default-branch.ts";
import { at, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const branchHistoryKept: Rule = {
  name: "branch-history-kept",
  demands: "Nobody deletes the default branch or writes its history anew.",
  why: "What was reviewed and deployed could no longer be found, and something else would stand in its place.",
  sources: [
    {
      url: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
      says: "Rulesets can restrict deletions and block force pushes.",
    },
  ],
  wayOut: "Declare a ruleset of the default branch with deletion: true and nonFastForward: true.",
  enforcement: "mandatory",
  types: [repositoryType],
  looksAround: true,
  check: (repository, everything) => {
    const rulesets = rulesOfDefaultBranch(repository, everything);
    const isKept =
      ["deletion", "nonFastForward"].every((rule) => rulesets.some((rules) => isOn(at(rules, rule)))) ||
      // The older protection forbids both unless it allows them.
      protectionsOfDefaultBranch(repository, everything).some(
        ({ allowsDeletions, allowsForcePushes }) => !isOn(allowsDeletions) && !isOn(allowsForcePushes),
      );
    return isKept ? [] : ["its default branch can be deleted or written anew"];
  },
};
