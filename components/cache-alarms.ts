import type { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";

/** Alarms on what makes a cache slow: no memory left, or no CPU. */
export function cacheAlarms(
  name: string,
  args: { readonly alarms: Alarms; readonly replicas: number },
  nodes: ReplicationGroup,
  child: { parent: pulumi.Resource },
): void {
  // The primary's role moves between the nodes, so the first one alone says nothing: each is looked at.
  const dimensions = (node: number) => ({
    CacheClusterId: pulumi.interpolate`${nodes.replicationGroupId}-${String(node + 1).padStart(3, "0")}`,
  });
  const worst = (metricName: string) => [
    { id: "worst", expression: "MAX(METRICS())", label: `${metricName} of the busiest node`, returnData: true },
    ...Array.from({ length: args.replicas + 1 }, (_, node) => ({
      id: `node${node + 1}`,
      returnData: false,
      metric: { namespace: "AWS/ElastiCache", metricName, stat: "Average", period: 60, dimensions: dimensions(node) },
    })),
  ];
  const shared = { severity: "page", comparison: "above", periods: 5, missing: "missing" } as const;
  alarm(
    `${name}-memory`,
    args.alarms,
    {
      ...shared,
      description: `cache ${name} has been using more than 85 % of its memory for 5 minutes: choose a larger nodeType or let keys expire`,
      metric: { metricQueries: worst("DatabaseMemoryUsagePercentage") },
      threshold: 85,
    },
    child,
  );
  alarm(
    `${name}-engine-cpu`,
    args.alarms,
    {
      ...shared,
      description: `cache ${name} has been using more than 90 % of its engine's CPU for 5 minutes: look for slow commands`,
      metric: { metricQueries: worst("EngineCPUUtilization") },
      threshold: 90,
    },
    child,
  );
}
