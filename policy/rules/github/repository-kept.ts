import { repositoryType } from "../../default-branch.ts";
import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const repositoryKept: Rule = {
  name: "repository-kept",
  demands: "A repository that a program declares is not deleted with it.",
  why: "Code, issues and releases are gone, and GitHub gives back a deleted repository for some weeks at best.",
  sources: [
    {
      url: "https://docs.github.com/en/repositories/creating-and-managing-repositories/restoring-a-deleted-repository",
      says: "A deleted repository can be restored within 90 days, some never.",
    },
  ],
  wayOut: "Set archiveOnDestroy: true, or give the resource the option protect: true.",
  enforcement: "mandatory",
  types: [repositoryType],
  looksAround: false,
  check: ({ protect, inputs }) =>
    protect || isOn(inputs.archiveOnDestroy) ? [] : ["archiveOnDestroy is not true, and it is not protected in Pulumi"],
};
