import { randomUUID } from "node:crypto";
import type { StoppedTask } from "../../cloud/cloud.ts";
import { containersOf } from "../models/ecs-container.ts";
import { findRevision } from "../models/ecs-revisions.ts";
import { str } from "../models/support.ts";
import type { Accounts } from "./accounts.ts";
import type { TaskOrder } from "./cloud.ts";

/**
 * Runs a one-off task to its end, which in the sandbox is at once, within this one call. So none is ever in flight when
 * another is asked for: there is nothing to take up or to wait for, as there is on AWS after a killed update.
 */
export function runTask(accounts: Accounts, order: TaskOrder): StoppedTask {
  const [, , , region = "", accountId = ""] = order.taskDefinition.split(":");
  if (!accounts.world.accounts.includes(accountId)) {
    throw new Error(
      `task definition ${order.taskDefinition} is of an account that ${accounts.world.file} does not list`,
    );
  }
  const account = accounts.get(accountId);
  const place = { accountId, region };
  const cluster = order.cluster.slice(order.cluster.lastIndexOf("/") + 1);
  const taskArn = `arn:aws:ecs:${region}:${accountId}:task/${cluster}/${randomUUID().replaceAll("-", "")}`;
  const end = account.tasks.start(order, place);
  if (!end.started) {
    return { taskArn, stopCode: "TaskFailedToStart", stoppedReason: end.reason, lastLogLines: [] };
  }
  const revision = findRevision(account, place, order.taskDefinition);
  const container = containersOf(revision?.inputs ?? {}).find(({ name }) => name === order.container);
  if (!container) {
    throw new Error(`task definition ${order.taskDefinition} has no container ${order.container}`);
  }
  const logGroup = container.log && str(container.log.options, "awslogs-group");
  return {
    taskArn,
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
    exitCode: end.exitCode,
    ...(logGroup === undefined ? {} : { logGroup }),
    lastLogLines: end.says,
  };
}
