import { counted } from "../../lib/counted.ts";
import type { Deployment, StageHistory } from "../history/deployment.ts";
import { passed, refused, type Verdict } from "./gate.ts";

/** The freight was deployed upstream from committed files, was found good there, and nothing hangs. */
export function verifiedGate(
  { verdict, isClean, freight, unknown, at }: Deployment,
  { stack, pendingOperations }: Pick<StageHistory, "stack" | "pendingOperations">,
  verify: string,
): Verdict {
  if (!freight) {
    return refused("verified", `what was deployed in ${stack} at ${at} is not known: ${unknown ?? "no commit"}`);
  }
  if (!isClean) {
    return refused(
      "verified",
      `what was deployed in ${stack} at ${at} had changes that were never committed: commit, deploy it again, and verify`,
    );
  }
  if (pendingOperations > 0) {
    return refused(
      "verified",
      `${stack} has ${counted(pendingOperations, "pending operation")} of an update that was cut off: run pulumi up --stack ${stack} again, and verify`,
    );
  }
  if (!verdict) {
    return refused("verified", `deployed in ${stack} at ${at}, and nobody has verified it: verify it`, [verify]);
  }
  if (verdict.is === "failed") {
    const failed = verdict.record.checks
      .filter(({ passed: good }) => !good)
      .map(({ name, says }) => `${name} (${says})`);
    return refused(
      "verified",
      `its verification in ${stack} failed at ${verdict.record.at}: ${failed.join(", ") || "no check is told"}: mend it, and verify again`,
      [verify],
    );
  }
  return passed("verified", `verified in ${stack} at ${verdict.since} by ${verdict.record.by}`);
}
