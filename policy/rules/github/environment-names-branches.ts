import { at, isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const environmentNamesBranches: Rule = {
  name: "environment-names-branches",
  demands: "An environment says which branches may deploy to it.",
  why: "A workflow on any branch, reviewed by nobody, would get its secrets and its role.",
  sources: [
    {
      url: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
      says: "Deployment branches and tags restrict which refs can deploy to an environment.",
    },
  ],
  wayOut: "Set deploymentBranchPolicy: protected branches, or patterns of branches.",
  enforcement: "mandatory",
  types: ["github:index/repositoryEnvironment:RepositoryEnvironment"],
  looksAround: false,
  check: ({ inputs }) => {
    const isNamed = ["customBranchPolicies", "protectedBranches"].some((one) =>
      isOn(at(inputs, `deploymentBranchPolicy.${one}`)),
    );
    return isNamed ? [] : ["deploymentBranchPolicy is not set"];
  },
};
