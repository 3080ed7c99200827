import { shortId } from "../../freight.ts";
import type { Deployment, StageHistory } from "../../history/deployment.ts";
import { type Finding, finding } from "../check.ts";

/** Whether what is deployed is one whole freight, and nothing has been tried since. */
export function deployed({ pendingOperations, unsettled }: StageHistory, deployment: Deployment): Finding {
  const { freight, commit, isClean, unknown, update } = deployment;
  const complaints = [
    ...(unsettled === undefined ? [] : [unsettled]),
    ...(pendingOperations > 0
      ? [
          `an interrupted update left pending operations (${pendingOperations}): run npx slipway recover, then pulumi up`,
        ]
      : []),
    ...(isClean ? [] : ["it was deployed with changes that are in no commit: commit them, then run pulumi up"]),
    ...(freight === undefined ? [unknown ?? "its program or its configuration is not known"] : []),
  ];
  const of = commit === undefined ? "" : ` of commit ${shortId(commit)}`;
  return finding(complaints, `update ${update}${of}, nothing is pending`);
}
