import { DescribeTasksCommand, paginateListTasks, type Task } from "@aws-sdk/client-ecs";
import { messageOf } from "../../lib/message-of.ts";
import type { OneOffTask } from "../cloud.ts";
import { groupOfPeople } from "./people.ts";
import type { TaskMeans } from "./task-means.ts";
import { watchTask } from "./watch-task.ts";

/**
 * The ARN of the same task, when an earlier run left it running: a killed update stops no task. Any other task of the
 * family is waited for first, because two of them must never work on the same data at once.
 */
export async function unfinishedTask(task: OneOffTask, means: TaskMeans): Promise<string | undefined> {
  const deadline = Date.now() + task.timeoutMinutes * 60_000;
  for (;;) {
    const unfinished = await unfinishedOf(task, means);
    const [first] = unfinished;
    if (first?.taskArn === undefined) {
      return undefined;
    }
    if (unfinished.length === 1 && isSame(first, task)) {
      means.say(`${task.name}: task ${first.taskArn} of an earlier run is still running: waiting for that one`);
      return first.taskArn;
    }
    const other = unfinished.find((one) => !isSame(one, task)) ?? first;
    await waitFor(other, other.taskArn ?? first.taskArn, deadline, task, means);
  }
}

async function waitFor(other: Task, taskArn: string, deadline: number, task: OneOffTask, means: TaskMeans) {
  const { name, cluster, timeoutMinutes } = task;
  const what = `task ${taskArn} of ${revisionOf(other.taskDefinitionArn ?? "")}`;
  means.say(`${name}: ${what} is still running: waiting until it has stopped`);
  const minutes = (deadline - Date.now()) / 60_000;
  const watched = await watchTask({ taskArn, cluster, minutes }, means);
  if (!("stopped" in watched)) {
    throw new Error(
      `${name}: ${what} is still running after ${timeoutMinutes} minutes, and two must not run at once: wait for it, or stop it with "aws ecs stop-task --cluster ${cluster} --task ${taskArn}"`,
    );
  }
}

/** A task that is being stopped is not the same: how it ends says nothing about the work. */
function isSame({ taskDefinitionArn, startedBy, desiredStatus }: Task, task: OneOffTask): boolean {
  return taskDefinitionArn === task.taskDefinition && startedBy === task.startedBy && desiredStatus !== "STOPPED";
}

/** A command that is run beside a service has that service's family, and is no second run of it; nor is a person's. */
function isOfOthers({ group }: Task): boolean {
  return group?.startsWith("service:") === true || group === groupOfPeople;
}

/** Every task of the family that has not stopped, those that are told to stop among them: they still work. */
export async function unfinishedOf(
  { name, cluster, taskDefinition }: Pick<OneOffTask, "name" | "cluster" | "taskDefinition">,
  { ecs }: Pick<TaskMeans, "ecs">,
): Promise<Task[]> {
  const family = revisionOf(taskDefinition).replace(/:\d+$/, "");
  const unfinished: Task[] = [];
  try {
    for (const desiredStatus of ["RUNNING", "STOPPED"] as const) {
      // ECS takes `startedBy` only without any other filter, so that is compared afterwards.
      for await (const { taskArns } of paginateListTasks({ client: ecs }, { cluster, family, desiredStatus })) {
        if (taskArns && taskArns.length > 0) {
          const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
          unfinished.push(...(tasks ?? []).filter((one) => one.lastStatus !== "STOPPED" && !isOfOthers(one)));
        }
      }
    }
  } catch (error) {
    throw new Error(
      `${name}: ECS does not say which tasks of ${family} run in cluster ${cluster}, so none is started: ${messageOf(error)}`,
    );
  }
  return unfinished;
}

/** `family:revision`. */
function revisionOf(taskDefinition: string): string {
  return taskDefinition.slice(taskDefinition.lastIndexOf("/") + 1);
}
