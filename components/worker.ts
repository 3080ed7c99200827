import type { Service as EcsService } from "@pulumi/aws/ecs/service.js";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarm.ts";
import { rollbackAlarms } from "./rollback-alarms.ts";
import { scaling } from "./scaling.ts";
import { ecsService, type ServiceArgs } from "./service.ts";
import { memoryAlarm, queueAgeAlarm, queueAgeSignal, restartAlarm, restartSignal } from "./service-alarms.ts";
import { Task } from "./task.ts";

export interface WorkerArgs extends ServiceArgs {
  /** Never two tasks at once, not even during a deployment: the old one stops first. */
  readonly exactlyOne: boolean;
}

/** A service that works by itself: nothing from outside connects to it. */
export class Worker extends pulumi.ComponentResource {
  /** Task definition that the service was told to run. */
  readonly definitionArn: pulumi.Output<string>;
  /** What is there when the release runs: what calls it or comes after it waits for this. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: WorkerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:worker:Worker", name, {}, opts);
    const child = { parent: this };

    const task = new Task(name, args, child);
    const restarts = restartSignal(name, args, child);
    const queueAge = queueAgeSignal(name, args);
    const signals = { restarts, ...(queueAge && { queueAge }) };
    const service = ecsService(
      name,
      args,
      task,
      {
        stopFirst: args.exactlyOne,
        rollbackAlarms: rollbackAlarms(name, args, signals, child),
        timeoutMinutes: 2 * args.maxDeployMinutes,
        after: [],
      },
      child,
    );
    scaling(name, args, service, {}, child);
    memoryAlarm(name, args, service, child);
    restartAlarm(name, args, restarts, child);
    queueAgeAlarm(name, args, child);
    notRunningAlarm(name, args, service, child);

    this.definitionArn = task.definitionArn;
    this.ready = [service];
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}

/** Alarm on missing tasks; a worker that may have none has nothing to miss. */
function notRunningAlarm(name: string, args: WorkerArgs, service: EcsService, child: { parent: Worker }): void {
  const fewest = Math.min(args.min, ...args.scale.schedules.map(({ min }) => min));
  if (args.off || fewest === 0) {
    return;
  }
  alarm(
    `${name}-not-running`,
    args.alarms,
    {
      severity: "page",
      description: `worker ${name} has had fewer tasks than its minimum of ${fewest} for 5 minutes: look at why the last one stopped`,
      metric: {
        namespace: "ECS/ContainerInsights",
        metricName: "RunningTaskCount",
        statistic: "Average",
        dimensions: { ClusterName: args.cluster.clusterName, ServiceName: service.name },
      },
      comparison: "below",
      threshold: fewest,
      periodSeconds: 60,
      periods: 5,
      // Container Insights sends nothing of a service without a running task, be it dead or not started yet.
      missing: "tells",
    },
    child,
  );
}
