import { shortId } from "../freight.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import { passed, refused, type Verdict } from "./gate.ts";

/**
 * The target never goes back this way: what it has from upstream was deployed there before the freight was. That nothing
 * is verified before it is deployed is seen to where the records are read: others are not believed.
 *
 * @param declared pair of `slipway:app` and `slipway:release` in the target's file; absent where it has neither
 */
export function orderGate(chosen: Deployment, from: StageHistory, to: string, declared: string | undefined): Verdict {
  const { freight, at, update } = chosen;
  // The newest one: what comes back upstream is as new as its last deployment there.
  const has = from.deployments.find((one) => one.freight !== undefined && one.freight.pair === declared);
  if (!has?.freight || freight?.pair === declared) {
    return passed("order", `${to} has nothing newer from ${from.stack}`);
  }
  if (has.update < update) {
    return passed("order", `newer than what ${to} has, which ${from.stack} had at ${has.at}`);
  }
  return refused(
    "order",
    `${to} has ${shortId(has.freight.id)}, which ${from.stack} got at ${has.at}, after this one (${at}): to go back, run npx slipway rollback ${to}`,
  );
}
