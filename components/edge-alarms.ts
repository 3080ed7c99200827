import type { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import type * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";

/** What is watched of the load balancer itself; what its services answer is watched with them. */
export function edgeAlarms(name: string, alarms: Alarms, balancer: LoadBalancer, child: pulumi.ResourceOptions): void {
  const metric = {
    namespace: "AWS/ApplicationELB",
    dimensions: { LoadBalancer: balancer.arnSuffix },
    statistic: "Sum",
  };
  // Published only with traffic.
  const shared = { comparison: "above", periodSeconds: 60, missing: "notBreaching" } as const;
  alarm(
    `${name}-5xx`,
    alarms,
    {
      ...shared,
      severity: "page",
      description: `the load balancer itself answered more than 10 requests a minute with 5xx, for 3 minutes: no healthy task, or tasks that close connections`,
      metric: { ...metric, metricName: "HTTPCode_ELB_5XX_Count" },
      threshold: 10,
      periods: 3,
    },
    child,
  );
  alarm(
    `${name}-rejected`,
    alarms,
    {
      ...shared,
      severity: "notify",
      description: "the load balancer rejected connections because it was at its limit, for 3 minutes",
      metric: { ...metric, metricName: "RejectedConnectionCount" },
      threshold: 0,
      periods: 3,
    },
    child,
  );
}
