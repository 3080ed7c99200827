import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import type { OneOffTask, StoppedTask } from "../cloud.ts";
import { succeeded } from "../outcome.ts";
import { messageOf, type Session } from "./session.ts";
import { containerToHear, howItEnded } from "./stopped-task.ts";
import { lastLines, type TaskLog } from "./task-log.ts";

/** Runs one task on Fargate and waits until it has stopped. */
export async function runTask(task: OneOffTask, session: Session, pollMilliseconds: number): Promise<StoppedTask> {
  const ecs = new ECSClient(await session.clientConfig());
  const taskArn = await start(task, ecs);
  const { stopped, lastStatus } = await waitUntilStopped(
    { taskArn, cluster: task.cluster, minutes: task.timeoutMinutes },
    ecs,
    pollMilliseconds,
  );
  if (!stopped) {
    return giveUp(task, { taskArn, lastStatus }, { ecs, session, pollMilliseconds });
  }
  const container = containerToHear(stopped, task.container);
  const outcome = { taskArn, ...howItEnded(stopped, task.container) };
  // A task that ended well is not worth waiting for lines that may never come.
  const looks = succeeded({ ...outcome, lastLogLines: [] }) ? 1 : 3;
  return { ...outcome, ...(await logOf(task, taskArn, container, { ecs, session, looks, pollMilliseconds })) };
}

async function start(task: OneOffTask, ecs: ECSClient): Promise<string> {
  const { tasks, failures } = await ecs
    .send(
      new RunTaskCommand({
        cluster: task.cluster,
        taskDefinition: task.taskDefinition,
        launchType: "FARGATE",
        count: 1,
        startedBy: task.startedBy,
        // Random: with a token that repeats, a second attempt is answered with the first one's stopped task.
        clientToken: randomUUID(),
        enableECSManagedTags: true,
        propagateTags: "TASK_DEFINITION",
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [...task.subnets],
            securityGroups: [...task.securityGroups],
            assignPublicIp: "DISABLED",
          },
        },
      }),
    )
    .catch((error: unknown) => {
      throw new Error(`${task.startedBy}: ECS does not start a task of ${task.taskDefinition}: ${messageOf(error)}`);
    });
  const taskArn = tasks?.[0]?.taskArn;
  if (taskArn === undefined) {
    const reasons = (failures ?? []).map(({ reason, detail }) => [reason, detail].filter(Boolean).join(", "));
    throw new Error(
      `${task.startedBy}: ECS does not start a task of ${task.taskDefinition}: ${reasons.join("; ") || "it gives no reason"}`,
    );
  }
  return taskArn;
}

/** Looks for STOPPED alone: a short task is never seen RUNNING, and a new one may not be seen at all at first. */
async function waitUntilStopped(
  { taskArn, cluster, minutes }: { taskArn: string; cluster: string; minutes: number },
  ecs: ECSClient,
  pollMilliseconds: number,
): Promise<{ stopped?: Task; lastStatus: string }> {
  const deadline = Date.now() + minutes * 60_000;
  for (;;) {
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
    const seen = tasks?.[0];
    if (seen?.lastStatus === "STOPPED") {
      return { stopped: seen, lastStatus: seen.lastStatus };
    }
    const left = deadline - Date.now();
    if (left <= 0) {
      return { lastStatus: seen?.lastStatus ?? "unknown" };
    }
    await sleep(Math.min(pollMilliseconds, left));
  }
}

interface Means {
  readonly ecs: ECSClient;
  readonly session: Session;
  readonly pollMilliseconds: number;
}

/** A container has at most 120 seconds to end; nothing may still be running when the caller tries again. */
const stopMinutes = 2.5;

/** Stops a task that takes too long, and rejects. */
async function giveUp(
  task: OneOffTask,
  { taskArn, lastStatus }: { taskArn: string; lastStatus: string },
  means: Means,
): Promise<never> {
  const { ecs, pollMilliseconds } = means;
  const { cluster } = task;
  const reason = `not done within ${task.timeoutMinutes} minutes`;
  const stopping = await ecs.send(new StopTaskCommand({ cluster, task: taskArn, reason })).then(
    async () => {
      const { stopped } = await waitUntilStopped({ taskArn, cluster, minutes: stopMinutes }, ecs, pollMilliseconds);
      return stopped ? "it was stopped" : "it was told to stop and is still running";
    },
    (error: unknown) => `it cannot be stopped (${messageOf(error)}): stop it by hand`,
  );
  const { lastLogLines } = await logOf(task, taskArn, task.container, { ...means, looks: 1 });
  throw new Error(
    [
      `${task.startedBy}: task ${taskArn} was ${reason} (it was ${lastStatus}): ${stopping}; raise timeoutMinutes if it needs longer`,
      ...lastLogLines.map((line) => `  ${line}`),
    ].join("\n"),
  );
}

async function logOf(
  task: OneOffTask,
  taskArn: string,
  container: string,
  { ecs, session, looks, pollMilliseconds }: Means & { looks: number },
): Promise<TaskLog> {
  try {
    const { taskDefinition } = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: task.taskDefinition }),
    );
    const definition = taskDefinition?.containerDefinitions?.find(({ name }) => name === container);
    const where = { config: definition?.logConfiguration, container, taskArn };
    return await lastLines(where, session, { looks, pauseMilliseconds: pollMilliseconds });
  } catch (error) {
    return { lastLogLines: [], logProblem: messageOf(error) };
  }
}
