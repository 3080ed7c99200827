import type { Values } from "../../config/values.ts";
import { pairOf } from "../freight.ts";
import type { StageHistory } from "../history/deployment.ts";

/** Whether a stage declares a release that its upstream never had, where `bump --force` has put one: a hotfix. */
export function isForcedRelease(
  release: Values | undefined,
  { from, to }: { readonly from: Pick<StageHistory, "deployments">; readonly to: Pick<StageHistory, "forced"> },
): boolean {
  if (!release || !to.forced.some(({ gate }) => gate === "promotion")) {
    return false;
  }
  // By the release alone: its record has the id with the program of that day, which may have gone on before the merge.
  const pair = pairOf({}, release);
  return !from.deployments.some(({ freight }) => freight && pairOf({}, freight.release) === pair);
}
