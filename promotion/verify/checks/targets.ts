import { type Finding, finding, type Seen } from "../check.ts";

/** Whether the load balancer sends requests to every task. */
export function targets(seen: readonly Seen[]): Finding {
  const complaints = seen.flatMap(({ service, report }) =>
    (report?.unhealthyTargets ?? []).map(
      ({ address, state, reason }) => `${service.name} ${address} is ${state}: ${reason}`,
    ),
  );
  const problems = seen.flatMap(({ service, report }) =>
    (report?.problems ?? []).map((problem) => `${service.name}: ${problem}`),
  );
  return complaints.length === 0 && problems.length > 0
    ? { passed: false, says: problems.join("; "), couldNotLook: true }
    : finding(complaints, "none is unhealthy");
}
