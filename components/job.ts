import type { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { Schedule } from "@pulumi/aws/scheduler/schedule.js";
import { ScheduleGroup } from "@pulumi/aws/scheduler/scheduleGroup.js";
import { Queue } from "@pulumi/aws/sqs/queue.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { jobAlarms } from "./job-alarms.ts";
import type { JobArgs } from "./job-args.ts";
import { serviceRole } from "./service-role.ts";
import { Task } from "./task.ts";

type Child = { parent: Job };

/**
 * A task that EventBridge Scheduler starts by the clock, in a schedule group of its own so that it has metrics. A run
 * that could not be started is kept in a queue, and says there why.
 */
export class Job extends pulumi.ComponentResource {
  /** Task definition that the schedule starts. */
  readonly definitionArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: JobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:job:Job", name, {}, opts);
    const child = { parent: this };
    const { prefix } = args.place;

    const task = new Task(name, args, child);
    const dropped = deadLetters(name, args, child);
    const { role, policy } = launchRole(name, args, { task, dropped }, child);
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
              securityGroups: task.firewallIds,
              assignPublicIp: false,
            },
          },
          retryPolicy: { maximumRetryAttempts: args.launchRetries, maximumEventAgeInSeconds: 3600 },
          deadLetterConfig: { arn: dropped.arn },
        },
      },
      {
        ...child,
        dependsOn: [policy, ...args.after, ...task.ready, ...args.cluster.ready, ...args.network.privateReady],
      },
    );
    jobAlarms(name, args, { scheduleGroup: group.name, droppedQueue: dropped.name, task }, child);

    this.definitionArn = task.definitionArn;
    this.logGroupName = task.logGroupName;
    this.registerOutputs({ definitionArn: this.definitionArn });
  }
}

/** Where the scheduler puts what it could not start, with the reason, for the two weeks that SQS keeps it at most. */
function deadLetters(name: string, { place }: JobArgs, child: Child): Queue {
  return new Queue(
    `${name}-dropped-queue`,
    {
      name: physicalName("queue", place.prefix, `${name}-dropped`),
      messageRetentionSeconds: 14 * 24 * 3600,
      sqsManagedSseEnabled: true,
    },
    child,
  );
}

/**
 * What EventBridge is while it starts the task: it may run this task and hand it its two roles, and keep what it could
 * not start, nothing else.
 */
function launchRole(
  name: string,
  args: JobArgs,
  { task, dropped }: { readonly task: Task; readonly dropped: Queue },
  child: Child,
): { role: Role; policy: RolePolicy } {
  const { prefix, accountId } = args.place;
  const role = serviceRole(`${name}-launch`, { prefix, service: "scheduler", accountId }, child);
  const policy = new RolePolicy(
    `${name}-launch-policy`,
    {
      name: "launch",
      role: role.name,
      policy: pulumi
        .all([task.definitionArn, args.cluster.arn, dropped.arn, task.executionRoleArn, task.taskRoleArn])
        .apply(([definition, cluster, queue, ...roles]) =>
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
              { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [queue] },
            ],
          }),
        ),
    },
    child,
  );
  return { role, policy };
}
