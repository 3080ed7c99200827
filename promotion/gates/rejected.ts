import { shortId } from "../freight.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import { passed, refused, type Verdict } from "./gate.ts";

/** Nobody has found this freight to be bad, here or upstream. */
export function rejectedGate(freight: Deployment, from: StageHistory, to: StageHistory): Verdict {
  const id = freight.freight?.id;
  const found = [from, to].flatMap(({ stack, rejections }) =>
    rejections.filter((record) => record.id === id).map((record) => ({ stack, record })),
  );
  const first = found.at(-1);
  if (!first || id === undefined) {
    return passed("rejected", "never rejected");
  }
  const { stack, record } = first;
  return refused(
    "rejected",
    `${shortId(id)} was rejected in ${stack} by ${record.by} at ${record.at}: ${record.reason}: promote a build without that fault`,
  );
}
