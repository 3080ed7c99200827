import { trusts } from "../execution-role.ts";
import type { InAccount, Rule, Values } from "../model.ts";
import { CLUSTER } from "./ecs-cluster.ts";
import { findRevision } from "./ecs-revisions.ts";
import { allows } from "./iam.ts";
import { SCHEDULE_GROUP } from "./schedule-tokens.ts";
import { object, objects, str, texts } from "./support.ts";
import { token } from "./tokens.ts";

const API = "https://docs.aws.amazon.com/scheduler/latest/APIReference/";
const CREATE = `${API}API_CreateSchedule.html`;
const TARGET = `${API}API_Target.html`;

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

const noDeadLetters: Rule<InAccount> = {
  id: "schedule-dead-letter-queue-apart",
  says: "The sandbox knows no queues for events that were not delivered.",
  source: TARGET,
  refuse: ({ resource: { inputs } }) =>
    object(inputs, "target").deadLetterConfig === undefined
      ? undefined
      : "deadLetterConfig of a schedule is not modelled: leave it out, or add it to sandbox/models/schedules.ts",
};

/** Rules on what a schedule stands on: its group, its role and its task. */
export const scheduleRules: readonly Rule<InAccount>[] = [
  groupExists,
  roleTrusted,
  targetExists,
  mayRun,
  noDeadLetters,
];
