import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { RedisQueue } from "../lib/redis-queue.ts";
import { type Alarms, alarm } from "./alarm.ts";
import type { StoredSecret } from "./app-secrets.ts";
import type { Cache } from "./cache.ts";
import type { Network } from "./network.ts";
import { cacheQueueMetrics, metricNamespace, type QueueMetric } from "./queue-metrics.ts";
import { shippedFunction, startedBy } from "./shipped-function.ts";
import type { TaskPlace } from "./task-args.ts";
import { taskFirewall } from "./task-firewall.ts";

export interface QueueDepthArgs {
  readonly place: TaskPlace;
  readonly network: Pick<Network, "privateSubnetIds" | "privateReady">;
  readonly alarms: Alarms;
  readonly cacheName: string;
  readonly cache: Pick<Cache, "host" | "port" | "firewallId" | "ready">;
  /** User of the cache that may look at the queues and do nothing else. */
  readonly login: StoredSecret;
  /** Queues by the service that works on them. */
  readonly queues: Readonly<Record<string, RedisQueue>>;
}

type Child = { parent: QueueDepth };

/** What the function is made of: paths in its archive by where they are in the project. */
export const functionCode = {
  files: {
    "index.mjs": "functions/queue-depth/index.mjs",
    "measures.mjs": "functions/queue-depth/measures.mjs",
  },
  folders: { "node_modules/@redis/client": "node_modules/@redis/client" },
} as const;

/** Once a minute a function looks into the queues of one cache and tells CloudWatch how much waits in them. */
export class QueueDepth extends pulumi.ComponentResource {
  constructor(name: string, args: QueueDepthArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:queue-depth:QueueDepth", name, {}, opts);
    const child = { parent: this };

    const code = publisher(name, args, child);
    const when = { schedule: "rate(1 minute)" };
    startedBy(name, { prefix: args.place.prefix, description: `Starts ${name}`, when }, code, child);
    for (const [service, { format }] of Object.entries(args.queues)) {
      silentAlarm(name, service, cacheQueueMetrics(args.place.prefix, service, format).depth, args, child);
    }
    this.registerOutputs({});
  }
}

function publisher(name: string, args: QueueDepthArgs, child: Child): LambdaFunction {
  const { place, network, cache, login } = args;
  const reach = { prefix: place.prefix, vpcId: place.vpcId, reaches: { [args.cacheName]: cache }, egress: [] };
  return shippedFunction(
    name,
    {
      place,
      description: `Tells CloudWatch once a minute what waits in the queues of ${args.cacheName}`,
      code: functionCode,
      // Shorter than the minute between two runs, so there are never two at once. A reserved concurrency would say so
      // too, but an account that is new has none to reserve.
      timeoutSeconds: 30,
      inside: { subnetIds: network.privateSubnetIds, firewall: taskFirewall(name, reach, child) },
      may: [{ actions: ["secretsmanager:GetSecretValue"], resources: [login.arn] }],
      environment: {
        CACHE_HOST: cache.host,
        CACHE_PORT: `${cache.port}`,
        NAMESPACE: metricNamespace(place.prefix),
        QUEUES: JSON.stringify(
          Object.entries(args.queues).map(([service, { name: queue, format }]) => ({ service, name: queue, format })),
        ),
        SECRET_ARN: login.arn,
        SECRET_VERSION: login.versionId,
      },
      after: [...network.privateReady, ...cache.ready],
    },
    child,
  );
}

function silentAlarm(name: string, service: string, depth: QueueMetric, args: QueueDepthArgs, child: Child): void {
  const log = physicalName("logGroup", args.place.prefix, name);
  alarm(
    `${name}-${service}-silent`,
    args.alarms,
    {
      severity: "notify",
      runbook: "queue-depth-silent",
      description: `the depth of the queue of ${service} has not been published for 10 minutes, so ${service} is not scaled by it: the log group ${log} says why`,
      metric: { ...depth, statistic: "Maximum" },
      // Never true: what it tells is that there is no number at all.
      comparison: "below",
      threshold: 0,
      periodSeconds: 60,
      periods: 10,
      missing: "tells",
    },
    child,
  );
}
