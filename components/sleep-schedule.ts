import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Schedule } from "@pulumi/aws/scheduler/schedule.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { type SleepHours, sleepSchedules } from "../lib/sleep-hours.ts";
import { serviceRole } from "./service-role.ts";
import type { TaskPlace } from "./task-args.ts";

export interface SleepScheduleArgs extends SleepHours {
  readonly place: Pick<TaskPlace, "prefix" | "accountId">;
}

type Child = { parent: pulumi.Resource };

/** Calls the function in the evening, in the morning, and every few minutes for what takes long. */
export function sleepSchedule(name: string, args: SleepScheduleArgs, code: LambdaFunction, child: Child): void {
  const { prefix } = args.place;
  const { role, policy } = startingRole(name, args, code, child);
  const { sleep, wake } = sleepSchedules(args);
  const started = {
    evening: { schedule: sleep, order: "sleep", why: "Puts the stack to sleep" },
    ...(wake !== undefined && { morning: { schedule: wake, order: "wake", why: "Wakes the stack" } }),
    settle: { schedule: "rate(5 minutes)", order: "settle", why: "Goes on with what takes long, or was undone by AWS" },
  };
  for (const [key, { schedule, order, why }] of Object.entries(started)) {
    new Schedule(
      `${name}-${key}`,
      {
        name: physicalName("schedule", prefix, `${name}-${key}`),
        description: why,
        scheduleExpression: schedule,
        scheduleExpressionTimezone: args.timeZone,
        flexibleTimeWindow: { mode: "OFF" },
        target: { arn: code.arn, roleArn: role.arn, input: JSON.stringify({ do: order }) },
      },
      { ...child, dependsOn: [policy] },
    );
  }
}

function startingRole(name: string, { place }: SleepScheduleArgs, code: LambdaFunction, child: Child) {
  const { prefix, accountId } = place;
  const role = serviceRole(`${name}-start`, { prefix, service: "scheduler", accountId }, child);
  const policy = new RolePolicy(
    `${name}-start-policy`,
    {
      name: "start",
      role: role.name,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [code.arn] }],
      }),
    },
    child,
  );
  return { role, policy };
}
