import { trusts } from "../execution-role.ts";
import type { InAccount, Rule, Values } from "../model.ts";
import { CLUSTER } from "./ecs-cluster.ts";
import { findRevision } from "./ecs-revisions.ts";
import { allows } from "./iam.ts";
import { QUEUE } from "./queue-tokens.ts";
import { SCHEDULE_GROUP } from "./schedule-tokens.ts";
import { token } from "./tokens.ts";
import { bool, object, objects, str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/scheduler/latest/APIReference/";
const CREATE = `${API}API_CreateSchedule.html`;

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

const deadLetters: Rule<InAccount> = {
  id: "schedule-dead-letters",
  says: "The queue for what a schedule could not deliver is a standard queue that exists, and the schedule's role may send to it: the events would be lost otherwise.",
  source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html",
  refuse({ resource: { inputs }, account }) {
    const target = object(inputs, "target");
    const queue = str(object(target, "deadLetterConfig"), "arn");
    if (queue === undefined) return undefined;
    const found = account.byArn(queue);
    if (found?.type !== QUEUE || bool(found.outputs, "fifoQueue") === true)
      return `ValidationException: deadLetterConfig "${queue}" is no standard queue of this account: take the ARN from the queue`;
    const role = str(target, "roleArn") ?? "";
    return allows(account, role, "sqs:SendMessage", queue)
      ? undefined
      : `AccessDeniedException: ${role} is not authorized to perform: sqs:SendMessage on resource: ${queue}: what is given up would be lost. Allow it in the role's policy, before the schedule`;
  },
};

/** Rules on what a schedule stands on: its group, its role and its task. */
export const scheduleRules: readonly Rule<InAccount>[] = [groupExists, roleTrusted, targetExists, mayRun, deadLetters];
