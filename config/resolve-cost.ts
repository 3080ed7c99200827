import type { Environment } from "./blocks.ts";
import { keyOf } from "./path.ts";
import type { Stack } from "./stack.ts";

/**
 * What the place may cost, and whether its account is watched for anomalies: by the stack that owns what the account has
 * once, where it says anything about money. By default it would be refused in an account that has a monitor already.
 */
export function resolveCost({ cost = {} }: Environment, ownsShared: boolean): Stack["cost"] {
  const { maxMonthlyUsd, anomalyMonitor } = cost;
  const watches = ownsShared && (maxMonthlyUsd !== undefined || anomalyMonitor !== undefined);
  return {
    ...(maxMonthlyUsd !== undefined && { maxMonthlyUsd }),
    ...(watches && { anomalies: anomalyMonitor === undefined ? {} : { monitorArn: anomalyMonitor } }),
  };
}

/** A monitor that is named where nobody looks. */
export function warnOfAnomalyMonitor({ cost }: Environment, { account }: Stack): string[] {
  return cost?.anomalyMonitor !== undefined && !account.ownsShared
    ? [
        `${keyOf(["environment", "cost", "anomalyMonitor"])}: has no effect: another stack owns what the account has once, name it there`,
      ]
    : [];
}
