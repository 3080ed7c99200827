import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Schedule } from "@pulumi/aws/scheduler/schedule.js";
import { ScheduleGroup } from "@pulumi/aws/scheduler/scheduleGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type Alarms, alarm } from "./alarm.ts";
import type { Cluster } from "./cluster.ts";
import type { Network } from "./network.ts";
import { type Because, Task, type TaskArgs } from "./task.ts";

export interface JobArgs extends TaskArgs {
  readonly cluster: Pick<Cluster, "arn" | "ready">;
  readonly network: Pick<Network, "privateSubnetIds" | "privateReady">;
  readonly alarms: Alarms;
  /** `cron(…)` with six fields or `rate(…)`. */
  readonly schedule: string;
  /** IANA name of the zone that the schedule is meant in. */
  readonly timeZone: string;
  /** How often EventBridge tries again to start the task; a task that started and failed is not run again. */
  readonly launchRetries: number;
  readonly paused?: Because;
  /** What must be there before a task of this release may start: its migrations. */
  readonly after: readonly pulumi.Resource[];
}

type Child = { parent: Job };

/** A task that EventBridge Scheduler starts by the clock, in a schedule group of its own so that it has metrics. */
export class Job extends pulumi.ComponentResource {
  /** Task definition that the schedule starts. */
  readonly definitionArn: pulumi.Output<string>;

  constructor(name: string, args: JobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:job:Job", name, {}, opts);
    const child = { parent: this };
    const { prefix } = args.place;

    const task = new Task(name, args, child);
    const { role, policy } = launchRole(name, args, task, child);
    const group = new ScheduleGroup(`${name}-group`, { name: physicalName("schedule", prefix, name) }, child);
    new Schedule(
      `${name}-schedule`,
      {
        name: physicalName("schedule", prefix, name),
        groupName: group.name,
        scheduleExpression: args.schedule,
        scheduleExpressionTimezone: args.timeZone,
        state: args.paused ? "DISABLED" : "ENABLED",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: args.cluster.arn,
          roleArn: role.arn,
          ecsParameters: {
            taskDefinitionArn: task.definitionArn,
            taskCount: 1,
            capacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 0, weight: 1 }],
            platformVersion: "LATEST",
            enableEcsManagedTags: true,
            propagateTags: "TASK_DEFINITION",
            networkConfiguration: {
              subnets: args.network.privateSubnetIds,
              securityGroups: [task.firewallId],
              assignPublicIp: false,
            },
          },
          retryPolicy: { maximumRetryAttempts: args.launchRetries, maximumEventAgeInSeconds: 3600 },
        },
      },
      {
        ...child,
        dependsOn: [policy, ...args.after, ...task.ready, ...args.cluster.ready, ...args.network.privateReady],
      },
    );
    jobAlarms(name, args, group, child);

    this.definitionArn = task.definitionArn;
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}

/** What EventBridge is while it starts the task: it may run this task and hand it its two roles, nothing else. */
function launchRole(name: string, args: JobArgs, task: Task, child: Child): { role: Role; policy: RolePolicy } {
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": args.place.accountId } },
      },
    ],
  };
  const role = new Role(
    `${name}-launch-role`,
    { name: physicalName("role", args.place.prefix, `${name}-launch`), assumeRolePolicy: JSON.stringify(trust) },
    child,
  );
  const policy = new RolePolicy(
    `${name}-launch-policy`,
    {
      name: "launch",
      role: role.name,
      policy: pulumi
        .all([task.definitionArn, args.cluster.arn, task.executionRoleArn, task.taskRoleArn])
        .apply(([definition, cluster, ...roles]) =>
          JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: ["ecs:RunTask"],
                // Any revision: the schedule names the one that is meant.
                Resource: [`${definition.replace(/:\d+$/, "")}:*`],
                Condition: { ArnEquals: { "ecs:cluster": cluster } },
              },
              {
                Effect: "Allow",
                Action: ["iam:PassRole"],
                Resource: roles,
                Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
              },
              {
                Effect: "Allow",
                Action: ["ecs:TagResource"],
                Resource: [`${cluster.replace(":cluster/", ":task/")}/*`],
              },
            ],
          }),
        ),
    },
    child,
  );
  return { role, policy };
}

function jobAlarms(name: string, args: JobArgs, group: ScheduleGroup, child: Child): void {
  const metric = { namespace: "AWS/Scheduler", statistic: "Sum", dimensions: { ScheduleGroup: group.name } };
  const shared = { severity: "notify", comparison: "above", threshold: 0, periodSeconds: 300, periods: 1 } as const;
  alarm(
    `${name}-not-started`,
    args.alarms,
    {
      ...shared,
      description: `job ${name} could not be started: look at the role, the cluster's capacity and the image`,
      metric: { ...metric, metricName: "TargetErrorCount" },
      missing: "notBreaching",
    },
    child,
  );
  alarm(
    `${name}-dropped`,
    args.alarms,
    {
      ...shared,
      description: `a run of job ${name} was given up after ${args.launchRetries} tries: run it by hand if it must not be missed`,
      metric: { ...metric, metricName: "InvocationDroppedCount" },
      missing: "notBreaching",
    },
    child,
  );
}
