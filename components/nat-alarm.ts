import type * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";

/** Alarm on NAT gateways that have no port left for another connection to the same place. */
export function natAlarm(
  name: string,
  alarms: Alarms,
  gatewayIds: readonly pulumi.Input<string>[],
  child: pulumi.ResourceOptions,
): void {
  if (gatewayIds.length === 0) {
    return;
  }
  alarm(
    `${name}-nat-ports`,
    alarms,
    {
      severity: "notify",
      runbook: "nat-ports",
      description: `a NAT gateway had no port for a new connection to the same place in each of 15 minutes, so tasks fail to reach it: look for what opens connections without reusing them`,
      metric: {
        metricQueries: [
          { id: "worst", expression: "MAX(METRICS())", label: "connections without a port", returnData: true },
          ...gatewayIds.map((NatGatewayId, at) => ({
            id: `gateway${at + 1}`,
            returnData: false,
            metric: {
              namespace: "AWS/NATGateway",
              metricName: "ErrorPortAllocation",
              stat: "Sum",
              period: 60,
              dimensions: { NatGatewayId },
            },
          })),
        ],
      },
      comparison: "above",
      threshold: 0,
      periods: 15,
      missing: "missing",
    },
    child,
  );
}
