import * as pulumi from "@pulumi/pulumi";
import { alarm } from "./alarm.ts";
import { ecsService, memoryAlarm, type ServiceArgs, scaling } from "./service.ts";
import { Task } from "./task.ts";

export interface WorkerArgs extends ServiceArgs {
  /** Never two tasks at once, not even during a deployment: the old one stops first. */
  readonly exactlyOne: boolean;
}

/** A service that works by itself: nothing connects to it. */
export class Worker extends pulumi.ComponentResource {
  /** Task definition that the service was told to run. */
  readonly definitionArn: pulumi.Output<string>;

  constructor(name: string, args: WorkerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:worker:Worker", name, {}, opts);
    const child = { parent: this };

    const task = new Task(name, args, child);
    const service = ecsService(name, args, task, { stopFirst: args.exactlyOne, after: [] }, child);
    scaling(name, args, service, {}, child);
    memoryAlarm(name, args, service, child);
    if (!args.off) {
      alarm(
        `${name}-not-running`,
        args.alarms,
        {
          severity: "page",
          description: `worker ${name} has had fewer tasks than its minimum of ${args.min} for 5 minutes: look at why the last one stopped`,
          metric: {
            namespace: "ECS/ContainerInsights",
            metricName: "RunningTaskCount",
            statistic: "Average",
            dimensions: { ClusterName: args.cluster.clusterName, ServiceName: service.name },
          },
          comparison: "below",
          threshold: args.min,
          periodSeconds: 60,
          periods: 5,
          // Container Insights sends nothing of a service without a running task, be it dead or not started yet.
          missing: "tells",
        },
        child,
      );
    }

    this.definitionArn = task.definitionArn;
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}
