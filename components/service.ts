import { Service as EcsService, type ServiceArgs as EcsServiceArgs } from "@pulumi/aws/ecs/service.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { Alarms } from "./alarm.ts";
import type { Cluster } from "./cluster.ts";
import { type DeployCloud, deployHooks } from "./deploy-hooks.ts";
import type { Network } from "./network.ts";
import type { RollbackSignal } from "./rollback-alarms.ts";
import { type ScalingArgs, scaled } from "./scaling.ts";
import { serviceConnect } from "./service-connect.ts";
import type { Task } from "./task.ts";
import type { Because, TaskArgs } from "./task-args.ts";
import type { TaskEvents } from "./task-events.ts";
import type { LiveService } from "./unfinished-deployments.ts";

/** What web services and workers share. */
export interface ServiceArgs extends TaskArgs, ScalingArgs {
  readonly place: TaskArgs["place"];
  readonly cluster: Pick<Cluster, "arn" | "clusterName" | "insights" | "ready">;
  readonly network: Pick<Network, "privateSubnetIds" | "privateReady">;
  readonly alarms: Alarms;
  /** Where ECS writes down which tasks stopped, and why. */
  readonly events: Pick<TaskEvents, "namespace" | "stoppedMetric" | "ready">;
  /** What the hooks around a deployment ask. */
  readonly cloud: DeployCloud;
  /** What the service promises; more than that is an alarm. */
  readonly objectives: {
    readonly errorPercent?: number;
    readonly p95Seconds?: number;
    readonly queueAge?: { readonly seconds: number; readonly minutes: number };
  };
  /** What takes a deployment back. */
  readonly rollbackOn: readonly RollbackSignal[];
  /** The release is a rollback, which no alarm takes back again: what it leaves was found to be bad. */
  readonly isGoingBack?: boolean;
  /** Names of the alarms on the databases that it uses. */
  readonly databaseAlarms: readonly pulumi.Input<string>[];
  /** Names of the alarms that page for the databases, caches and services that it uses. @default none */
  readonly brokenStores?: readonly pulumi.Input<string>[];
  /** Tasks that AWS may take away with two minutes' notice, for about a third of the price. */
  readonly spot?: Because;
  /** A deployment that is not done by then has failed. */
  readonly maxDeployMinutes: number;
  /** The service as earlier runs left it; absent when there is none yet. */
  readonly live?: LiveService;
  /** What must be there before a task of this release may start: its migrations, and the services that it calls. */
  readonly after: readonly pulumi.Resource[];
}

type Child = { parent: pulumi.Resource };

/** Physical name of a service: fixed, so that what is made before the service can be about it. */
export function serviceName(name: string, { place }: Pick<ServiceArgs, "place">): string {
  return physicalName("service", place.prefix, name);
}

/** What the two kinds of service have of their own. */
export interface OwnPart
  extends Pick<EcsServiceArgs, "loadBalancers" | "healthCheckGracePeriodSeconds" | "deploymentConfiguration"> {
  /** The old task stops before the new one starts. */
  readonly stopFirst: boolean;
  /** Alarms that take a deployment back. */
  readonly rollbackAlarms: readonly pulumi.Input<string>[];
  /** After that the provider gives up waiting; ECS has given up before. */
  readonly timeoutMinutes: number;
  readonly after: readonly pulumi.Resource[];
}

/** Declares the ECS service of `task`; a failed deployment fails the update and ECS goes back by itself. */
export function ecsService(name: string, args: ServiceArgs, task: Task, own: OwnPart, child: Child): EcsService {
  const { stopFirst, rollbackAlarms, timeoutMinutes, after, ...loadBalancing } = own;
  const timeout = `${timeoutMinutes}m`;
  return new EcsService(
    `${name}-service`,
    {
      name: serviceName(name, args),
      cluster: args.cluster.arn,
      taskDefinition: task.definitionArn,
      desiredCount: args.off ? 0 : args.min,
      // A strategy from the first day: going from none to one replaces the service.
      capacityProviderStrategies: [{ capacityProvider: args.spot ? "FARGATE_SPOT" : "FARGATE", base: 0, weight: 1 }],
      forceNewDeployment: true,
      // Says only that there is something to do: the service names the revision of a deployment that failed, too.
      ...(args.live?.retryOf !== undefined && { triggers: { retryOf: args.live.retryOf } }),
      platformVersion: "LATEST",
      networkConfiguration: {
        subnets: args.network.privateSubnetIds,
        securityGroups: task.firewallIds,
        assignPublicIp: false,
      },
      deploymentMinimumHealthyPercent: stopFirst ? 0 : 100,
      deploymentMaximumPercent: stopFirst ? 100 : 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      ...(rollbackAlarms.length > 0 && { alarms: watching(rollbackAlarms, args) }),
      availabilityZoneRebalancing: stopFirst ? "DISABLED" : "ENABLED",
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: Boolean(args.exec),
      waitForSteadyState: true,
      ...serviceConnect(name, args),
      ...loadBalancing,
    },
    {
      ...child,
      ignoreChanges: leftAlone(args),
      dependsOn: [
        ...after,
        ...args.after,
        ...task.ready,
        ...args.events.ready,
        ...args.cluster.ready,
        ...args.network.privateReady,
      ],
      customTimeouts: { create: timeout, update: timeout, delete: timeout },
      hooks: deployHooks(
        name,
        {
          cloud: args.cloud,
          cluster: args.cluster.arn,
          service: serviceName(name, args),
          definitionArn: task.definitionArn,
          alarmNames: rollbackAlarms,
        },
        child,
      ),
    },
  );
}

/** Switched off by name: without the block, ECS would keep the one that it has. */
function watching(
  names: readonly pulumi.Input<string>[],
  { isGoingBack = false }: ServiceArgs,
): EcsServiceArgs["alarms"] {
  return { alarmNames: [...names], enable: !isGoingBack, rollback: !isGoingBack };
}

/**
 * Autoscaling moves the number of tasks; a fixed one is ours to keep, and one that was stopped has to be started again.
 * A trigger stays as it was, since taking it away would be another deployment.
 */
function leftAlone(args: ServiceArgs): string[] {
  const starts = args.live?.isAtZero === true && args.scale.schedules.length === 0 && args.min > 0;
  return [
    ...(scaled(args) && !starts ? ["desiredCount"] : []),
    ...(args.live?.retryOf === undefined ? ["triggers"] : []),
  ];
}
