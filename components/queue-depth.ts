import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { mapValues } from "../lib/records.ts";
import type { RedisQueue } from "../lib/redis-queue.ts";
import { type Alarms, alarm } from "./alarm.ts";
import type { StoredSecret } from "./app-secrets.ts";
import type { Cache } from "./cache.ts";
import type { Network } from "./network.ts";
import { publisherRole } from "./queue-depth-role.ts";
import { cacheQueueMetrics, metricNamespace, type QueueMetric } from "./queue-metrics.ts";
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

    const log = new LogGroup(
      `${name}-log`,
      { name: physicalName("logGroup", args.place.prefix, name), retentionInDays: args.place.logRetentionDays },
      child,
    );
    everyMinute(name, args.place.prefix, publisher(name, args, log, child), child);
    for (const [service, { format }] of Object.entries(args.queues)) {
      silentAlarm(name, service, cacheQueueMetrics(args.place.prefix, service, format).depth, args, child);
    }
    this.registerOutputs({});
  }
}

function publisher(name: string, args: QueueDepthArgs, log: LogGroup, child: Child): LambdaFunction {
  const { place, network, cache, login } = args;
  const functionName = physicalName("function", place.prefix, name);
  const { role, policy } = publisherRole(name, { place, functionName, log, secretArn: login.arn }, child);
  const reach = { prefix: place.prefix, vpcId: place.vpcId, reaches: { [args.cacheName]: cache }, egress: [] };
  const firewall = taskFirewall(name, reach, child);
  return new LambdaFunction(
    `${name}-function`,
    {
      name: functionName,
      description: `Tells CloudWatch once a minute what waits in the queues of ${args.cacheName}`,
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new pulumi.asset.AssetArchive({
        ...mapValues(functionCode.files, (path) => new pulumi.asset.FileAsset(path)),
        ...mapValues(functionCode.folders, (path) => new pulumi.asset.FileArchive(path)),
      }),
      memorySize: 256,
      // Shorter than the minute between two runs, so there are never two at once. A reserved concurrency would say so
      // too, but an account that is new has none to reserve.
      timeout: 30,
      role: role.arn,
      vpcConfig: { subnetIds: network.privateSubnetIds, securityGroupIds: [firewall.id] },
      // AWS keeps network interfaces of a function for up to 45 minutes; this frees the security group at once.
      replaceSecurityGroupsOnDestroy: true,
      loggingConfig: { logFormat: "Text", logGroup: log.name },
      environment: {
        variables: {
          CACHE_HOST: cache.host,
          CACHE_PORT: `${cache.port}`,
          NAMESPACE: metricNamespace(place.prefix),
          QUEUES: JSON.stringify(
            Object.entries(args.queues).map(([service, { name: queue, format }]) => ({ service, name: queue, format })),
          ),
          SECRET_ARN: login.arn,
          SECRET_VERSION: login.versionId,
        },
      },
    },
    { ...child, dependsOn: [policy, ...firewall.ready, ...network.privateReady, ...cache.ready] },
  );
}

function everyMinute(name: string, prefix: string, code: LambdaFunction, child: Child): void {
  const rule = new EventRule(
    `${name}-minute`,
    {
      name: physicalName("eventRule", prefix, name),
      description: `Starts ${name}`,
      scheduleExpression: "rate(1 minute)",
    },
    child,
  );
  const permission = new Permission(
    `${name}-may-start`,
    {
      action: "lambda:InvokeFunction",
      function: code.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    },
    child,
  );
  new EventTarget(
    `${name}-start`,
    { rule: rule.name, targetId: "function", arn: code.arn },
    { ...child, dependsOn: [permission] },
  );
}

function silentAlarm(name: string, service: string, depth: QueueMetric, args: QueueDepthArgs, child: Child): void {
  const log = physicalName("logGroup", args.place.prefix, name);
  alarm(
    `${name}-${service}-silent`,
    args.alarms,
    {
      severity: "notify",
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
