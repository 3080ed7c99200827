import { shortId } from "../../freight.ts";
import type { Deployment, StageHistory } from "../../history/deployment.ts";
import { type Finding, finding } from "../check.ts";

/**
 * Whether what is deployed is one whole freight, and nothing has been tried since.
 *
 * @param recover the command that puts in order what an interrupted update left
 */
export function deployed(
  { pendingOperations, unsettled }: StageHistory,
  deployment: Deployment,
  recover: string,
): Finding {
  const { freight, commit, isClean, unknown, update } = deployment;
  const complaints = [
    ...(unsettled === undefined ? [] : [unsettled]),
    ...(pendingOperations > 0
      ? [`an interrupted update left pending operations (${pendingOperations}): run ${recover}, and deploy again`]
      : []),
    ...(freight && !isClean
      ? ["it was deployed with changes that are in no commit: commit them, and deploy again"]
      : []),
    ...(freight === undefined ? [unknown ?? "its program or its configuration is not known"] : []),
  ];
  const of = commit === undefined ? "" : ` of commit ${shortId(commit)}`;
  return finding(complaints, `update ${update}${of}, nothing is pending`);
}
