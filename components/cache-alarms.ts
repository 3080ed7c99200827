import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, type Alarms, alarm, earlyWarning } from "./alarm.ts";
import { pageOnce } from "./composite-alarm.ts";

/** What the alarms need to know of their cache. */
export interface CacheAlarmsArgs {
  readonly alarms: Alarms;
  /** A cache that is full evicts, which it is there for; a queue that is full takes no more messages. */
  readonly use: "cache" | "queue";
  readonly replicas: number;
}

type Child = { parent: pulumi.Resource };

/** A node takes 65,000: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/BestPractices.Clients.Redis.Connections.html */
const mostConnections = 65_000;

/**
 * Alarms on a cache that is down, has no CPU or, as a queue, no memory left; and early on what will make it slow.
 *
 * @returns the name of the one that pages
 */
export function cacheAlarms(
  name: string,
  args: CacheAlarmsArgs,
  nodes: ReplicationGroup,
  child: Child,
): pulumi.Output<string>[] {
  // The primary's role moves between the nodes, so the first one alone says nothing: each is looked at.
  const worst = (metricName: string, stat: string): AlarmArgs["metric"] => ({
    metricQueries: [
      { id: "worst", expression: "MAX(METRICS())", label: `${metricName} of the worst node`, returnData: true },
      ...Array.from({ length: args.replicas + 1 }, (_, node) => ({
        id: `node${node + 1}`,
        returnData: false,
        metric: { namespace: "AWS/ElastiCache", metricName, stat, period: 60, dimensions: dimensions(nodes, node) },
      })),
    ],
  });
  const always = [
    downAlarm(name, args.alarms, worst("CurrConnections", "Minimum"), child),
    alarm(
      `${name}-engine-cpu`,
      args.alarms,
      {
        severity: "symptom",
        runbook: "cache-broken",
        description: `cache ${name} has been using more than 90 % of its engine's CPU for 5 minutes: look for slow commands`,
        metric: worst("EngineCPUUtilization", "Average"),
        comparison: "above",
        threshold: 90,
        periods: 5,
        missing: "missing",
      },
      child,
    ),
    ...(args.use === "queue" ? [memoryAlarm(name, args.alarms, worst, child)] : []),
  ];
  earlyWarnings(name, args, worst, child);
  return pageOnce(
    name,
    args.alarms,
    {
      kind: "broken",
      description: `cache ${name} is down, or has had no CPU or no memory left for 5 minutes: look at its events in ElastiCache and at its slow log`,
      runbook: "cache-broken",
      symptoms: { always },
      causes: [],
    },
    child,
  );
}

type Worst = (metricName: string, stat: string) => AlarmArgs["metric"];

/** Each node counts its connections once a minute, none included, so only a gap in all of them tells. */
function downAlarm(name: string, alarms: Alarms, metric: AlarmArgs["metric"], child: Child): MetricAlarm {
  return alarm(
    `${name}-down`,
    alarms,
    {
      severity: "symptom",
      runbook: "cache-broken",
      description: `no node of cache ${name} has said how many connections it has for 3 minutes: look at its events in ElastiCache`,
      metric,
      comparison: "below",
      threshold: 0,
      periods: 3,
      missing: "breaching",
    },
    child,
  );
}

function memoryAlarm(name: string, alarms: Alarms, worst: Worst, child: Child): MetricAlarm {
  return alarm(
    `${name}-memory`,
    alarms,
    {
      severity: "symptom",
      runbook: "cache-broken",
      description: `cache ${name} has been using more than 85 % of its memory for 5 minutes, and when it is full no message is taken: let workers catch up, or choose a larger nodeType`,
      metric: worst("DatabaseMemoryUsagePercentage", "Average"),
      comparison: "above",
      threshold: 85,
      periods: 5,
      missing: "missing",
    },
    child,
  );
}

function earlyWarnings(name: string, args: CacheAlarmsArgs, worst: Worst, child: Child): void {
  const shared = { runbook: "cache-slow", comparison: "above", periods: 15, missing: "missing" } as const;
  earlyWarning(
    `${name}-connections`,
    args.alarms,
    {
      ...shared,
      description: `cache ${name} has had more than half of the ${mostConnections} connections that a node takes for 15 minutes: look for clients that do not share theirs`,
      metric: worst("CurrConnections", "Maximum"),
      threshold: mostConnections / 2,
    },
    child,
  );
  if (args.use === "cache") {
    earlyWarning(
      `${name}-evictions`,
      args.alarms,
      {
        ...shared,
        description: `cache ${name} has evicted more than 1000 keys a minute for 15 minutes, so it is too small for what is asked of it: choose a larger nodeType or shorter lifetimes`,
        metric: worst("Evictions", "Sum"),
        threshold: 1000,
      },
      child,
    );
  }
  if (args.replicas > 0) {
    earlyWarning(
      `${name}-lag`,
      args.alarms,
      {
        ...shared,
        description: `a replica of cache ${name} has been more than 10 s behind for 15 minutes, and a failover would lose as much: look for large values and many writes`,
        metric: worst("ReplicationLag", "Maximum"),
        threshold: 10,
      },
      child,
    );
  }
}

function dimensions(nodes: ReplicationGroup, node: number) {
  return { CacheClusterId: nodeId(nodes, node) };
}

/** What ElastiCache calls one node of a group; `node` counts from 0. */
export function nodeId(nodes: ReplicationGroup, node: number): pulumi.Output<string> {
  return pulumi.interpolate`${nodes.replicationGroupId}-${String(node + 1).padStart(3, "0")}`;
}
