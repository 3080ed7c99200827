import { trusts } from "../execution-role.ts";
import type { InAccount, Model, Rule, Values } from "../model.ts";
import { CLUSTER } from "./ecs-cluster.ts";
import { findRevision } from "./ecs-revisions.ts";
import { allows } from "./iam.ts";
import { refuseSchedule } from "./schedule-expression.ts";
import { placeOf } from "./shapes.ts";
import { arn, inUse, nameShape, num, object, objects, str, texts, uniqueName } from "./support.ts";
import { token } from "./tokens.ts";

/** Pulumi type tokens. */
export const SCHEDULE_GROUP = "aws:scheduler/scheduleGroup:ScheduleGroup";
export const SCHEDULE = "aws:scheduler/schedule:Schedule";

const API = "https://docs.aws.amazon.com/scheduler/latest/APIReference/";
const CREATE = `${API}API_CreateSchedule.html`;
const TARGET = `${API}API_Target.html`;
const NAME = { max: 64, pattern: /^[\w.-]+$/, allowed: "letters, digits and _.-" };

const scheduleGroup: Model = {
  type: SCHEDULE_GROUP,
  autoname: { input: "name", max: 64 },
  checks: [
    nameShape({
      id: "schedule-group-name-shape",
      input: "name",
      ...NAME,
      source: `${API}API_CreateScheduleGroup.html`,
    }),
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "scheduler", `schedule-group/${id}`),
    creationDate: "2026-01-01T00:00:00Z",
    lastModificationDate: "2026-01-01T00:00:00Z",
    state: "ACTIVE",
  }),
  requires: [
    uniqueName({
      id: "schedule-group-unique",
      type: SCHEDULE_GROUP,
      input: "name",
      noun: "schedule group",
      code: "ConflictException",
      source: `${API}API_CreateScheduleGroup.html`,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "schedule-group-empty",
      noun: "schedule group",
      code: "ConflictException",
      source: `${API}API_DeleteScheduleGroup.html`,
      users: [{ type: SCHEDULE, at: "groupName" }],
    }),
  ],
  typicalMinutes: 0.1,
};

const expression: Rule<Values> = {
  id: "schedule-expression-legal",
  says: "A schedule is `cron(…)` with six fields, `rate(…)` or `at(…)`, in a time zone that exists.",
  source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
  refuse(values) {
    const given = str(values, "scheduleExpression");
    const wrong = given === undefined ? undefined : refuseSchedule(given);
    if (wrong !== undefined) return `ValidationException: Invalid Schedule Expression ${given}: ${wrong}`;
    const zone = str(values, "scheduleExpressionTimezone");
    return zone === undefined || isTimeZone(zone)
      ? undefined
      : `ValidationException: Invalid scheduleExpressionTimezone "${zone}": use a name of the IANA database, for example Europe/Berlin`;
  },
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const retry: Rule<Values> = {
  id: "schedule-retry-policy",
  says: "A schedule retries 0 to 185 times, events are 60 to 86400 seconds old at most.",
  source: `${API}API_RetryPolicy.html`,
  refuse(values) {
    const policy = object(object(values, "target"), "retryPolicy");
    const [attempts, age] = [num(policy, "maximumRetryAttempts"), num(policy, "maximumEventAgeInSeconds")];
    if (attempts !== undefined && (attempts < 0 || attempts > 185))
      return `ValidationException: maximumRetryAttempts is ${attempts}: use 0 to 185`;
    return age !== undefined && (age < 60 || age > 86_400)
      ? `ValidationException: maximumEventAgeInSeconds is ${age}: use 60 to 86400`
      : undefined;
  },
};

const flexible: Rule<Values> = {
  id: "schedule-flexible-window",
  says: "The flexible window is OFF, or FLEXIBLE with 1 to 1440 minutes.",
  source: `${API}API_FlexibleTimeWindow.html`,
  refuse(values) {
    const [window] = objects(values, "flexibleTimeWindow");
    if (window === undefined) return undefined;
    const minutes = num(window, "maximumWindowInMinutes");
    if (window.mode === "OFF") {
      return minutes === undefined
        ? undefined
        : "ValidationException: maximumWindowInMinutes goes with mode FLEXIBLE alone: leave it out";
    }
    return window.mode === "FLEXIBLE" && minutes !== undefined && minutes >= 1 && minutes <= 1440
      ? undefined
      : `ValidationException: flexibleTimeWindow has mode "${window.mode}" and ${minutes ?? "no"} minutes: use OFF, or FLEXIBLE with 1 to 1440`;
  },
};

const groupExists: Rule<InAccount> = {
  id: "schedule-group-exists",
  says: "The group of a schedule exists (`default` always does).",
  source: CREATE,
  refuse({ resource: { inputs }, account }) {
    const group = str(inputs, "groupName") ?? "default";
    return group === "default" || account.get(SCHEDULE_GROUP, group) !== undefined
      ? undefined
      : `ResourceNotFoundException: Schedule group ${group} does not exist: create it first`;
  },
};

const roleTrusted: Rule<InAccount> = {
  id: "schedule-role-trusted",
  says: "The role of a schedule trusts `scheduler.amazonaws.com`.",
  source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html",
  refuse({ resource: { inputs }, account }) {
    const role = str(object(inputs, "target"), "roleArn") ?? "";
    return trusts(account, role, "scheduler.amazonaws.com")
      ? undefined
      : `ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role: ${role || "there is none"}: trust scheduler.amazonaws.com`;
  },
};

/** The task that a schedule starts, if it starts one. */
function taskOf(
  inputs: Values,
): { readonly cluster: string; readonly definition: string; readonly ecs: Values } | undefined {
  const target = object(inputs, "target");
  const [ecs] = objects(target, "ecsParameters");
  return ecs && { cluster: str(target, "arn") ?? "", definition: str(ecs, "taskDefinitionArn") ?? "", ecs };
}

const targetExists: Rule<InAccount> = {
  id: "schedule-target-exists",
  says: "A schedule of a task names a cluster and an active task definition that exist, and for Fargate a network.",
  source: `${API}API_EcsParameters.html`,
  refuse({ resource: { inputs }, account, place }) {
    const task = taskOf(inputs);
    if (task === undefined) return undefined;
    if (account.get(CLUSTER, task.cluster) === undefined)
      return `ValidationException: target "${task.cluster}" is no ECS cluster of this account: take the ARN from the cluster`;
    const revision = findRevision(account, place, task.definition);
    if (revision === undefined || !revision.active)
      return `ValidationException: task definition "${task.definition}" is not active: take the ARN from the task definition`;
    const subnets = texts(object(task.ecs, "networkConfiguration"), "subnets");
    const missing = subnets.find((id) => account.get(token.subnet, id) === undefined);
    if (missing !== undefined) return `ValidationException: subnet ${missing} does not exist: take it from the network`;
    return subnets.length === 0 && revision.inputs.networkMode === "awsvpc"
      ? "ValidationException: networkConfiguration is required for a task with network mode awsvpc: name its subnets"
      : undefined;
  },
};

const mayRun: Rule<InAccount> = {
  id: "schedule-role-may-run",
  says: "The role of a schedule may run its task and pass the roles of the task: the task would not start otherwise.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html",
  refuse({ resource: { inputs }, account, place }) {
    const task = taskOf(inputs);
    const role = str(object(inputs, "target"), "roleArn");
    if (task === undefined || role === undefined) return undefined;
    const revision = findRevision(account, place, task.definition);
    const passed = ["executionRoleArn", "taskRoleArn"].map((key) => str(revision?.inputs ?? {}, key));
    const needs: readonly (readonly [action: string, resource: string])[] = [
      ["ecs:RunTask", task.definition],
      ...passed.filter((one) => one !== undefined).map((one) => ["iam:PassRole", one] as const),
    ];
    const context = {
      "ecs:cluster": task.cluster,
      "iam:PassedToService": "ecs-tasks.amazonaws.com",
      "aws:SourceAccount": place.accountId,
    };
    const denied = needs.find(([action, resource]) => !allows(account, role, action, resource, context));
    return denied === undefined
      ? undefined
      : `AccessDeniedException: ${role} is not authorized to perform: ${denied[0]} on resource: ${denied[1]}: the task would never start. Allow it in the role's policy, before the schedule`;
  },
};

const schedule: Model = {
  type: SCHEDULE,
  autoname: { input: "name", max: 64 },
  defaults: {
    actionAfterCompletion: "NONE",
    groupName: "default",
    scheduleExpressionTimezone: "UTC",
    state: "ENABLED",
  },
  checks: [
    nameShape({ id: "schedule-name-shape", input: "name", ...NAME, source: CREATE }),
    expression,
    retry,
    flexible,
  ],
  identify: (inputs) => `${str(inputs, "groupName") ?? "default"}/${str(inputs, "name") ?? ""}`,
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "scheduler", `schedule/${id}`) }),
  requires: [
    uniqueName({
      id: "schedule-unique",
      type: SCHEDULE,
      input: "name",
      noun: "schedule",
      code: "ConflictException",
      source: CREATE,
      within: "groupName",
    }),
    groupExists,
    roleTrusted,
    targetExists,
    mayRun,
    {
      id: "schedule-dead-letter-queue-apart",
      says: "The sandbox knows no queues for events that were not delivered.",
      source: TARGET,
      refuse: ({ resource: { inputs } }) =>
        object(inputs, "target").deadLetterConfig === undefined
          ? undefined
          : "deadLetterConfig of a schedule is not modelled: leave it out, or add it to sandbox/models/schedules.ts",
    },
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a schedule can always be deleted; tasks that it started go on" },
  typicalMinutes: 0.1,
};

/** Schedules of an account. */
export const models: readonly Model[] = [scheduleGroup, schedule];
