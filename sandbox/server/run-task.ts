import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { StoppedTask } from "../../cloud/cloud.ts";
import { NO_CAPACITY } from "../mishaps.ts";
import { writeLog } from "../models/container-log.ts";
import { containersOf } from "../models/ecs-container.ts";
import { findRevision } from "../models/ecs-revisions.ts";
import { str } from "../models/values.ts";
import type { Accounts } from "./accounts.ts";
import { accountAt } from "./place.ts";

const question = z.object({
  name: z.string(),
  cluster: z.string(),
  taskDefinition: z.string(),
  subnets: z.array(z.string()),
  securityGroups: z.array(z.string()),
  container: z.string(),
  startedBy: z.string(),
  command: z.array(z.string()).exactOptional(),
});

/**
 * Runs a one-off task to its end, which in the sandbox is at once, within this one call. So none is ever in flight when
 * another is asked for: there is nothing to take up or to wait for, as there is on AWS after a killed update. A command
 * instead of the container's own changes nothing: how the container of a family ends is the world's to say.
 */
export function runTask(accounts: Accounts, body: unknown): StoppedTask {
  const order = question.parse(body);
  const [, , , region = "", accountId = ""] = order.taskDefinition.split(":");
  const account = accountAt(accounts, accountId);
  const place = { accountId, region };
  const cluster = order.cluster.slice(order.cluster.lastIndexOf("/") + 1);
  const taskArn = `arn:aws:ecs:${region}:${accountId}:task/${cluster}/${randomUUID().replaceAll("-", "")}`;
  const revision = findRevision(account, place, order.taskDefinition);
  if (account.mishaps.lacksCapacity(revision?.family ?? "")) {
    throw new Error(`${order.name}: ECS does not start a task of ${order.taskDefinition}: ${NO_CAPACITY}`);
  }
  const end = account.tasks.start(order, place);
  if (!end.started) {
    return { taskArn, stopCode: "TaskFailedToStart", stoppedReason: end.reason, lastLogLines: [] };
  }
  const definition = revision?.inputs ?? {};
  const container = containersOf(definition).find(({ name }) => name === order.container);
  if (!container) {
    throw new Error(`task definition ${order.taskDefinition} has no container ${order.container}`);
  }
  const what = order.command?.join(" ") ?? "its own command";
  const opening = `sandbox: started by ${order.startedBy}; no process runs in here, so ${what} was not run`;
  writeLog(
    { account, taskArn, definition },
    [opening, ...end.says, `sandbox: exit code ${end.exitCode}`],
    container.name,
  );
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
