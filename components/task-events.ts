import { EventRule } from "@pulumi/aws/cloudwatch/eventRule.js";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget.js";
import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { LogMetricFilter } from "@pulumi/aws/cloudwatch/logMetricFilter.js";
import { LogResourcePolicy } from "@pulumi/aws/cloudwatch/logResourcePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type FailedRuns, failedRunsPattern, stoppedOfServices } from "../lib/stopped-tasks-pattern.ts";
import type { AlarmArgs } from "./alarm.ts";
import type { Cluster } from "./cluster.ts";
import { metricNamespace } from "./queue-metrics.ts";

export interface TaskEventsArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly cluster: Pick<Cluster, "arn">;
  readonly logRetentionDays: number;
}

/**
 * A log of every task of the stack that stopped of itself or could not start. ECS forgets such a task within the hour;
 * this is where one can look later, and what metrics are counted in.
 */
export class TaskEvents extends pulumi.ComponentResource {
  readonly logGroupName: pulumi.Output<string>;
  /** CloudWatch namespace of the metrics that are counted in it. */
  readonly namespace: string;
  /** Counts the stopped tasks of each service, with ECS's name of it as dimension. */
  readonly stoppedMetric: string;
  /** Without these nothing is logged. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: TaskEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:task-events:TaskEvents", name, {}, opts);
    const child = { parent: this };

    const log = new LogGroup(
      `${name}-log`,
      { name: physicalName("logGroup", `/slipway/${args.prefix}`, name), retentionInDays: args.logRetentionDays },
      child,
    );
    const rule = new EventRule(
      `${name}-rule`,
      {
        name: physicalName("eventRule", args.prefix, name),
        description: "Tasks that stopped of themselves or could not start",
        eventPattern: pulumi.output(args.cluster.arn).apply(eventPattern),
      },
      child,
    );
    const policy = new LogResourcePolicy(
      `${name}-policy`,
      {
        policyName: physicalName("logResourcePolicy", args.prefix, name),
        policyDocument: pulumi.all([log.arn, rule.arn]).apply(([logArn, ruleArn]) => writing(logArn, ruleArn)),
      },
      child,
    );
    const target = new EventTarget(
      `${name}-target`,
      { rule: rule.name, targetId: "log", arn: log.arn },
      { ...child, dependsOn: [policy] },
    );

    this.logGroupName = log.name;
    this.namespace = metricNamespace(args.prefix);
    this.stoppedMetric = `${name}-stopped`;
    // One filter for all services: a log group takes 100 of them.
    new LogMetricFilter(
      `${name}-stopped`,
      {
        name: this.stoppedMetric,
        logGroupName: log.name,
        pattern: stoppedOfServices,
        metricTransformation: {
          namespace: this.namespace,
          name: this.stoppedMetric,
          value: "1",
          dimensions: { Group: "$.detail.group" },
        },
      },
      child,
    );
    this.ready = [target];
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}

function eventPattern(clusterArn: string): string {
  return JSON.stringify({
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: {
      clusterArn: [clusterArn],
      lastStatus: ["STOPPED"],
      stopCode: ["EssentialContainerExited", "TaskFailedToStart"],
    },
  });
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions */
function writing(logArn: string, ruleArn: string): string {
  const allowed = {
    Effect: "Allow",
    Principal: { Service: ["delivery.logs.amazonaws.com", "events.amazonaws.com"] },
    Resource: `${logArn}:*`,
  };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { ...allowed, Sid: "Open", Action: "logs:CreateLogStream" },
      { ...allowed, Sid: "Write", Action: "logs:PutLogEvents", Condition: { ArnEquals: { "aws:SourceArn": ruleArn } } },
    ],
  });
}

/** What counts the tasks of one service that stopped by themselves or could not start. */
export function stoppedTasksMetric(
  events: Pick<TaskEvents, "namespace" | "stoppedMetric">,
  physicalName: string,
): AlarmArgs["metric"] {
  const dimensions = { Group: `service:${physicalName}` };
  return { namespace: events.namespace, metricName: events.stoppedMetric, statistic: "Sum", dimensions };
}

/** Whose failed runs a metric counts. */
export interface CountedRuns extends Pick<FailedRuns, "family"> {
  /** In these containers a bad end is a failure. */
  readonly exitCodes: {
    readonly containers: readonly string[];
    /** How many containers the task has in all. */
    readonly outOf: number;
  };
}

/** Counts runs that failed or could not start, and returns what to alarm on. */
export function failedRunsMetric(
  name: string,
  { logGroupName, namespace }: Pick<TaskEvents, "logGroupName" | "namespace">,
  { family, exitCodes }: CountedRuns,
  child: { parent: pulumi.Resource },
): AlarmArgs["metric"] {
  // One filter a container, since a pattern takes 1024 characters; they count into one metric.
  for (const container of exitCodes.containers) {
    new LogMetricFilter(
      `${name}-${container}`,
      {
        name: `${name}-${container}`,
        logGroupName,
        pattern: failedRunsPattern({ family, container, containers: exitCodes.outOf }),
        metricTransformation: { namespace, name, value: "1", defaultValue: "0" },
      },
      child,
    );
  }
  return { namespace, metricName: name, statistic: "Sum" };
}
