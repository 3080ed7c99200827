import { isOn } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";
import { said } from "../../said.ts";

export const workflowTokenReads: Rule = {
  name: "workflow-token-reads",
  demands: "The token of a workflow may read, unless the workflow asks for more, and approves no pull request.",
  why: "A step of somebody else's in any workflow could push, or approve what it pushed.",
  sources: [
    {
      url: "https://docs.github.com/en/actions/reference/security/secure-use",
      says: "Set the default permissions of GITHUB_TOKEN to read only, and keep Actions from approving pull requests.",
    },
  ],
  wayOut: "Set defaultWorkflowPermissions: read and canApprovePullRequestReviews: false.",
  enforcement: "mandatory",
  types: ["github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions"],
  looksAround: false,
  check: ({ inputs: { defaultWorkflowPermissions, canApprovePullRequestReviews } }) => [
    ...(defaultWorkflowPermissions === "write" ? [said("defaultWorkflowPermissions", "write")] : []),
    ...(isOn(canApprovePullRequestReviews) ? [said("canApprovePullRequestReviews", true)] : []),
  ],
};
