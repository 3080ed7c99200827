import { DescribeTaskDefinitionCommand, ECSClient, StopTaskCommand } from "@aws-sdk/client-ecs";
import { messageOf } from "../../lib/message-of.ts";
import type { OneOffTask, StoppedTask } from "../cloud.ts";
import { succeeded, TaskTimeout } from "../outcome.ts";
import { startTask } from "./start-task.ts";
import { containerToHear, howItEnded } from "./stopped-task.ts";
import { lastLines, type TaskLog } from "./task-log.ts";
import type { RunMeans, TaskMeans } from "./task-means.ts";
import { unfinishedTask } from "./unfinished-task.ts";
import { type Watched, watchTask } from "./watch-task.ts";

/** Runs one task on Fargate, or takes up the one that an earlier run left behind, and waits until it has stopped. */
export async function runTask(task: OneOffTask, given: RunMeans): Promise<StoppedTask> {
  const means = { ...given, ecs: new ECSClient(await given.session.clientConfig()) };
  const taskArn = (await unfinishedTask(task, means)) ?? (await startTask(task, means));
  const watched = await watchTask({ taskArn, cluster: task.cluster, minutes: task.timeoutMinutes }, means);
  if (!("stopped" in watched)) {
    return giveUp(task, taskArn, watched, means);
  }
  const { stopped } = watched;
  const outcome = { taskArn, ...howItEnded(stopped, task.container) };
  // A task that ended well is not worth waiting for lines that may never come.
  const looks = succeeded({ ...outcome, lastLogLines: [] }) ? 1 : 3;
  const container = containerToHear(stopped, task.container);
  return { ...outcome, ...(await logOf(task, { taskArn, container, looks }, means)) };
}

/** What a task goes through before it runs. */
const onItsWay: ReadonlySet<string> = new Set(["not seen", "PROVISIONING", "PENDING", "ACTIVATING"]);

/** A container has at most 120 seconds to end; nothing may still be running when the caller tries again. */
const stopMinutes = 2.5;

/** Stops a task that takes too long, and rejects. */
async function giveUp(
  task: OneOffTask,
  taskArn: string,
  { lastStatus, problem }: Exclude<Watched, { stopped: unknown }>,
  means: TaskMeans,
): Promise<never> {
  const reason = `not done within ${task.timeoutMinutes} minutes`;
  const stopping = await stop({ taskArn, cluster: task.cluster, reason }, means);
  const was = problem === undefined ? `it was ${lastStatus}` : `it was ${lastStatus}, then ECS answered: ${problem}`;
  const { lastLogLines } = await logOf(task, { taskArn, container: task.container, looks: 1 }, means);
  const says = `${task.name}: task ${taskArn} was ${reason} (${was}): ${stopping}; raise timeoutMinutes if it needs longer`;
  const message = [says, ...lastLogLines.map((line) => `  ${line}`)].join("\n");
  throw new TaskTimeout(message, { wasRunning: !onItsWay.has(lastStatus), stopping, lastLogLines });
}

async function stop(
  { taskArn, cluster, reason }: { taskArn: string; cluster: string; reason: string },
  means: TaskMeans,
): Promise<string> {
  try {
    await means.ecs.send(new StopTaskCommand({ cluster, task: taskArn, reason }));
  } catch (error) {
    return `it cannot be stopped (${messageOf(error)}): stop it by hand`;
  }
  try {
    const watched = await watchTask({ taskArn, cluster, minutes: stopMinutes }, means);
    return "stopped" in watched ? "it was stopped" : "it was told to stop and is still running";
  } catch (error) {
    return `it was told to stop (${messageOf(error)})`;
  }
}

async function logOf(
  task: OneOffTask,
  { taskArn, container, looks }: { taskArn: string; container: string; looks: number },
  { ecs, session, pollMilliseconds }: TaskMeans,
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
