import * as pulumi from "@pulumi/pulumi";
import { rollbackAlarms } from "./rollback-alarms.ts";
import { scaling } from "./scaling.ts";
import { ecsService, type ServiceArgs } from "./service.ts";
import { commonAlarms, commonSignals, restartAlarm, restartSignal } from "./service-alarms.ts";
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
  /** The value of the CloudWatch dimension `ServiceName`. */
  readonly serviceName: pulumi.Output<string>;
  /** None: nothing from outside connects to it. */
  readonly targetGroups: readonly pulumi.Output<string>[] = [];
  readonly logGroupName: pulumi.Output<string>;
  /** Name of the alarm that pages for it, if it has one. */
  readonly brokenAlarmNames: pulumi.Output<string>[];

  constructor(name: string, args: WorkerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:worker:Worker", name, {}, opts);
    const child = { parent: this };

    const task = new Task(name, args, child);
    const restarts = restartSignal(name, args);
    const signals = { restarts, ...commonSignals(name, args) };
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
    restartAlarm(name, args, restarts, child);

    this.brokenAlarmNames = commonAlarms(name, args, service, { always: [], unlessDeploying: [] }, child);
    this.definitionArn = task.definitionArn;
    this.serviceName = service.name;
    this.logGroupName = task.logGroupName;
    this.ready = [service];
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}
