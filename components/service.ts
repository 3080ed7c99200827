import { Policy } from "@pulumi/aws/appautoscaling/policy.js";
import { Target } from "@pulumi/aws/appautoscaling/target.js";
import { Service as EcsService, type ServiceArgs as EcsServiceArgs } from "@pulumi/aws/ecs/service.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type Alarms, alarm } from "./alarm.ts";
import type { Cluster } from "./cluster.ts";
import type { Network } from "./network.ts";
import type { Because, Task, TaskArgs } from "./task.ts";

/** What web services and workers share. */
export interface ServiceArgs extends TaskArgs {
  readonly cluster: Pick<Cluster, "arn" | "clusterName" | "ready">;
  readonly network: Pick<Network, "privateSubnetIds" | "privateReady">;
  readonly alarms: Alarms;
  /** Fewest tasks. */
  readonly min: number;
  /** Most tasks; equal to `min`: it is not scaled. */
  readonly max: number;
  readonly scale: {
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly requestsPerTask?: number;
    readonly cooldownSeconds: number;
  };
  /** Tasks that AWS may take away with two minutes' notice, for about a third of the price. */
  readonly spot?: Because;
  /** Runs no task; everything else of it stays. */
  readonly off?: Because;
  /** A deployment that is not done by then has failed. */
  readonly maxDeployMinutes: number;
  /** What must be there before a task of this release may start: its migrations. */
  readonly after: readonly pulumi.Resource[];
}

type Child = { parent: pulumi.Resource };

/** Declares the ECS service of `task`; a failed deployment fails the update and ECS goes back by itself. */
export function ecsService(
  name: string,
  args: ServiceArgs,
  task: Task,
  own: Pick<EcsServiceArgs, "loadBalancers" | "healthCheckGracePeriodSeconds"> & {
    /** The old task stops before the new one starts. */
    readonly stopFirst: boolean;
    readonly after: readonly pulumi.Resource[];
  },
  child: Child,
): EcsService {
  const { stopFirst, after, ...loadBalancing } = own;
  const timeout = `${2 * args.maxDeployMinutes}m`;
  return new EcsService(
    `${name}-service`,
    {
      name: physicalName("service", args.place.prefix, name),
      cluster: args.cluster.arn,
      taskDefinition: task.definitionArn,
      desiredCount: args.off ? 0 : args.min,
      // A strategy from the first day: going from none to one replaces the service.
      capacityProviderStrategies: [{ capacityProvider: args.spot ? "FARGATE_SPOT" : "FARGATE", base: 0, weight: 1 }],
      forceNewDeployment: true,
      platformVersion: "LATEST",
      networkConfiguration: {
        subnets: args.network.privateSubnetIds,
        securityGroups: [task.firewallId],
        assignPublicIp: false,
      },
      deploymentMinimumHealthyPercent: stopFirst ? 0 : 100,
      deploymentMaximumPercent: stopFirst ? 100 : 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      availabilityZoneRebalancing: stopFirst ? "DISABLED" : "ENABLED",
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: Boolean(args.exec),
      waitForSteadyState: true,
      ...loadBalancing,
    },
    {
      ...child,
      // Autoscaling moves it; a fixed number of tasks is ours to keep.
      ...(scaled(args) && { ignoreChanges: ["desiredCount"] }),
      dependsOn: [...after, ...args.after, ...task.ready, ...args.cluster.ready, ...args.network.privateReady],
      // Twice as long as a deployment may take: ECS gives up and goes back before that, and says why.
      customTimeouts: { create: timeout, update: timeout, delete: timeout },
    },
  );
}

function scaled({ min, max, off }: ServiceArgs): boolean {
  return max > min && !off;
}

/** Scales on CPU and memory between `min` and `max`; more signals come in `more`. */
export function scaling(
  name: string,
  args: ServiceArgs,
  service: EcsService,
  more: Readonly<Record<string, { metric: string; label: pulumi.Input<string>; target: number }>>,
  child: Child,
): void {
  if (!scaled(args)) {
    return;
  }
  const target = new Target(
    `${name}-scaling`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.cluster.clusterName}/${service.name}`,
      minCapacity: args.min,
      maxCapacity: args.max,
    },
    child,
  );
  const { cpuPercent, memoryPercent, cooldownSeconds } = args.scale;
  const signals: Record<string, { metric: string; label?: pulumi.Input<string>; target: number }> = {
    ...(cpuPercent !== undefined && { cpu: { metric: "ECSServiceAverageCPUUtilization", target: cpuPercent } }),
    ...(memoryPercent !== undefined && {
      memory: { metric: "ECSServiceAverageMemoryUtilization", target: memoryPercent },
    }),
    ...more,
  };
  let previous: pulumi.Resource = target;
  for (const [key, signal] of Object.entries(signals)) {
    previous = new Policy(
      `${name}-scaling-${key}`,
      {
        name: `${name}-${key}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          targetValue: signal.target,
          predefinedMetricSpecification: {
            predefinedMetricType: signal.metric,
            ...(signal.label !== undefined && { resourceLabel: signal.label }),
          },
          scaleInCooldown: cooldownSeconds,
          scaleOutCooldown: 60,
        },
      },
      // Two policies made at once on one target get in each other's way.
      { ...child, dependsOn: [previous] },
    );
  }
}

/** Alarm on tasks that run out of memory: the kernel kills what asks for more than it was given. */
export function memoryAlarm(name: string, args: ServiceArgs, service: EcsService, child: Child): void {
  alarm(
    `${name}-memory`,
    args.alarms,
    {
      severity: "notify",
      description: `${name} has been using more than 90 % of its ${args.memoryMiB} MiB for 5 minutes: raise memoryMiB before the kernel kills it`,
      metric: {
        namespace: "AWS/ECS",
        metricName: "MemoryUtilization",
        statistic: "Average",
        dimensions: { ClusterName: args.cluster.clusterName, ServiceName: service.name },
      },
      comparison: "above",
      threshold: 90,
      periodSeconds: 60,
      periods: 5,
      missing: "missing",
    },
    child,
  );
}
