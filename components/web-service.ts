import * as pulumi from "@pulumi/pulumi";
import { rollbackAlarms } from "./rollback-alarms.ts";
import { scaling } from "./scaling.ts";
import { ecsService } from "./service.ts";
import { commonAlarms, commonSignals } from "./service-alarms.ts";
import { Task } from "./task.ts";
import { requestsSignal, webAlarms, webSignals } from "./web-service-alarms.ts";
import type { WebServiceArgs } from "./web-service-args.ts";
import { deployment } from "./web-service-deployment.ts";
import { fromEdge, listenerRules } from "./web-service-routes.ts";
import { targetGroups } from "./web-service-targets.ts";

/** A service that the load balancer sends requests to; of the stack's own tasks only those that use it reach it. */
export class WebService extends pulumi.ComponentResource {
  /** Task definition that the service was told to run. */
  readonly definitionArn: pulumi.Output<string>;
  /** What is there when the release runs: what calls it waits for this. */
  readonly ready: pulumi.Resource[];
  /** The value of the CloudWatch dimension `ServiceName`. */
  readonly serviceName: pulumi.Output<string>;
  /** Values of the CloudWatch dimension `TargetGroup`. */
  readonly targetGroups: readonly pulumi.Output<string>[];
  readonly logGroupName: pulumi.Output<string>;
  /** Name of the alarm that pages for it, if it has one. */
  readonly brokenAlarmNames: pulumi.Output<string>[];

  constructor(name: string, args: WebServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:web-service:WebService", name, {}, opts);
    const child = { parent: this };

    const task = new Task(name, args, child);
    const targets = targetGroups(name, args, child);
    const rules = listenerRules(name, args, targets, child);
    const own = webSignals(name, args, targets);
    const signals = { ...commonSignals(name, args), ...own };
    const movement = deployment(name, args, { task, targets, rules }, child);
    const service = ecsService(
      name,
      args,
      task,
      {
        ...movement,
        healthCheckGracePeriodSeconds: args.health.graceSeconds,
        stopFirst: false,
        rollbackAlarms: rollbackAlarms(name, args, signals, child),
        after: [...movement.after, ...rules, ...fromEdge(name, args, task, child)],
      },
      child,
    );
    const requests = args.scale.requestsPerTask;
    const more = requests === undefined ? {} : { requests: requestsSignal(args, targets, requests) };
    scaling(name, args, service, more, child);
    const symptoms = webAlarms(name, args, own, child);

    this.brokenAlarmNames = commonAlarms(name, args, service, symptoms, child);
    this.definitionArn = task.definitionArn;
    this.serviceName = service.name;
    this.targetGroups = [targets.primary.arnSuffix, targets.alternate.arnSuffix];
    this.logGroupName = task.logGroupName;
    this.ready = [service];
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}
