import { AlarmMuteRule } from "@pulumi/aws/cloudwatch/alarmMuteRule.js";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { Parameter } from "@pulumi/aws/ssm/parameter.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { muteWindows, type SleepHours } from "../lib/sleep-hours.ts";
import type { Alarms } from "./alarm.ts";
import type { Cluster } from "./cluster.ts";
import { functionFailureAlarm } from "./function-alarm.ts";
import { type ScalingArgs, scaled } from "./scaling.ts";
import { shippedFunction } from "./shipped-function.ts";
import { sleepSchedule } from "./sleep-schedule.ts";
import type { TaskPlace } from "./task-args.ts";

export interface SleepArgs extends SleepHours {
  readonly place: Pick<TaskPlace, "prefix" | "accountId" | "region" | "logRetentionDays">;
  readonly cluster: Pick<Cluster, "clusterName">;
  readonly alarms: Alarms;
  /** Services that have tasks by day, by their logical names. */
  readonly services: Readonly<Record<string, Pick<ScalingArgs, "min" | "max" | "scale" | "off">>>;
  /** Logical names of the databases that can be stopped. */
  readonly databases: readonly string[];
  /** Names of the alarms that tell nobody at night. */
  readonly alarmNames: readonly pulumi.Input<string>[];
}

type Child = { parent: Sleep };

/** What the function is made of: paths in its archive by where they are in the project. */
export const functionCode = {
  files: { "index.mjs": "functions/sleep/index.mjs", "settle.mjs": "functions/sleep/settle.mjs" },
  folders: {},
} as const;

/** Most alarms that one rule mutes. Source: the API's PutAlarmMuteRule. */
const alarmsPerRule = 100;

/**
 * Hours without tasks and databases. A function stops and starts them by the clock or when it is asked to, and looks
 * every few minutes whether AWS has started one by itself, which it does after seven days and for maintenance: RDS does
 * not promise to tell of it. Alarms are muted meanwhile.
 */
export class Sleep extends pulumi.ComponentResource {
  constructor(name: string, args: SleepArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:sleep:Sleep", name, {}, opts);
    const child = { parent: this };

    const mark = new Parameter(
      `${name}-mark`,
      {
        name: physicalName("parameter", `/${args.place.prefix}`, name),
        description: "Whether the stack is asleep, waking or awake; its function writes it",
        type: "String",
        insecureValue: "awake",
      },
      { ...child, ignoreChanges: ["insecureValue"] },
    );
    const code = stopsAndStarts(name, args, mark, child);
    sleepSchedule(name, args, code, child);
    mutes(name, args, child);
    failureAlarm(name, args, code, child);
    this.registerOutputs({});
  }
}

function stopsAndStarts(name: string, args: SleepArgs, mark: Parameter, child: Child): LambdaFunction {
  const { place, cluster } = args;
  const { prefix, region, accountId } = place;
  const services = Object.fromEntries(
    Object.entries(args.services).map(([service, { min, max, ...rest }]) => [
      physicalName("service", prefix, service),
      { min, max, scaled: scaled({ min, max, ...rest }) },
    ]),
  );
  const databases = args.databases.map((database) => physicalName("databaseInstance", prefix, database));
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const serviceArns = Object.keys(services).map((service) =>
    cluster.clusterName.apply((known) => arn("ecs", `service/${known}/${service}`)),
  );
  return shippedFunction(
    name,
    {
      place,
      description: "Puts services and databases to sleep, and wakes them",
      code: functionCode,
      timeoutSeconds: 30,
      may: [
        { actions: ["ssm:GetParameter", "ssm:PutParameter"], resources: [mark.arn] },
        ...(serviceArns.length > 0
          ? [
              { actions: ["ecs:DescribeServices", "ecs:UpdateService"], resources: serviceArns },
              {
                actions: ["application-autoscaling:RegisterScalableTarget"],
                // AWS makes up the ids of targets.
                resources: [arn("application-autoscaling", "scalable-target/*")],
                condition: { StringEquals: { "application-autoscaling:service-namespace": "ecs" } },
              },
            ]
          : []),
        ...(databases.length > 0
          ? [
              {
                actions: ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"],
                resources: databases.map((identifier) => arn("rds", `db:${identifier}`)),
              },
            ]
          : []),
      ],
      environment: {
        SLEEP_PLAN: pulumi.jsonStringify({
          cluster: cluster.clusterName,
          parameter: mark.name,
          services,
          databases,
        }),
      },
    },
    child,
  );
}

/** Which rule an alarm is in means nothing, so that they may move between rules when there are more of them. */
function mutes(name: string, args: SleepArgs, child: Child): void {
  const { alarmNames, timeZone, place } = args;
  const sorted = pulumi.all([...alarmNames]).apply((names) => names.toSorted());
  for (const [window, { expression, duration }] of Object.entries(muteWindows(args))) {
    for (let at = 0; at < alarmNames.length; at += alarmsPerRule) {
      const rule = at === 0 ? `${name}-${window}` : `${name}-${window}-${at / alarmsPerRule + 1}`;
      new AlarmMuteRule(
        rule,
        {
          name: physicalName("alarmMuteRule", place.prefix, rule),
          description: "The stack is asleep, or wakes",
          rule: { schedule: { expression, duration, timezone: timeZone } },
          // In an order of their own: that of the keys in a file means nothing.
          muteTargets: { alarmNames: sorted.apply((names) => names.slice(at, at + alarmsPerRule)) },
        },
        child,
      );
    }
  }
}

function failureAlarm(name: string, args: SleepArgs, code: LambdaFunction, child: Child): void {
  const log = physicalName("logGroup", args.place.prefix, name);
  functionFailureAlarm(
    name,
    // Not among the alarms that are muted: it is at night that it has something to say.
    { ...args.alarms, made: [] },
    code,
    {
      runbook: "sleep",
      description: `the stack does not get to sleep, or does not wake: the log group ${log} says why`,
      // Three calls in a row: a call that AWS refused is made again by the next.
      periods: 3,
    },
    child,
  );
}
