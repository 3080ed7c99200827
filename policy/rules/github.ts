import type { Rule } from "../rule.ts";
import { actionsPinned } from "./github/actions-pinned.ts";
import { branchChecked } from "./github/branch-checked.ts";
import { branchHistoryKept } from "./github/branch-history-kept.ts";
import { branchReviewed } from "./github/branch-reviewed.ts";
import { bypassSeen } from "./github/bypass-seen.ts";
import { environmentNamesBranches } from "./github/environment-names-branches.ts";
import { noCloudKeysInGithub } from "./github/no-cloud-keys-in-github.ts";
import { productionApproved } from "./github/production-approved.ts";
import { repositoryKept } from "./github/repository-kept.ts";
import { variableHoldsNoSecret } from "./github/variable-holds-no-secret.ts";
import { vulnerabilitiesTold } from "./github/vulnerabilities-told.ts";
import { workflowTokenReads } from "./github/workflow-token-reads.ts";

export const githubRules: readonly Rule[] = [
  branchReviewed,
  branchHistoryKept,
  branchChecked,
  bypassSeen,
  workflowTokenReads,
  actionsPinned,
  environmentNamesBranches,
  productionApproved,
  vulnerabilitiesTold,
  variableHoldsNoSecret,
  noCloudKeysInGithub,
  repositoryKept,
];
