import { DescribeTasksCommand, type Task } from "@aws-sdk/client-ecs";
import { messageOf } from "../../lib/message-of.ts";
import { mayPass } from "./passing-error.ts";
import type { TaskMeans } from "./task-means.ts";

/** One task and how long it is waited for. */
export interface Watch {
  readonly taskArn: string;
  readonly cluster: string;
  readonly minutes: number;
}

/** How the watching ended: with a stopped task, or with what was last known of it. */
export type Watched = { readonly stopped: Task } | { readonly lastStatus: string; readonly problem?: string };

/**
 * Waits for STOPPED alone: a short task is never seen RUNNING, and a new one may not be seen at all at first. A look
 * that fails for a passing reason is taken again, so that no task is left unobserved by one bad answer.
 */
export async function watchTask({ taskArn, cluster, minutes }: Watch, means: TaskMeans): Promise<Watched> {
  const deadline = Date.now() + minutes * 60_000;
  let lastStatus = "not seen";
  for (;;) {
    const look = await lookAt(taskArn, cluster, means);
    if ("task" in look && look.task?.lastStatus === "STOPPED") {
      return { stopped: look.task };
    }
    lastStatus = ("task" in look ? look.task?.lastStatus : undefined) ?? lastStatus;
    const left = deadline - Date.now();
    if (left <= 0) {
      return "problem" in look ? { lastStatus, problem: look.problem } : { lastStatus };
    }
    await means.pause(Math.min(means.pollMilliseconds, left));
  }
}

async function lookAt(
  taskArn: string,
  cluster: string,
  { ecs }: TaskMeans,
): Promise<{ task: Task | undefined } | { problem: string }> {
  try {
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
    return { task: tasks?.[0] };
  } catch (error) {
    if (mayPass(error)) {
      return { problem: messageOf(error) };
    }
    throw new Error(
      `task ${taskArn} can no longer be watched (${messageOf(error)}): it may still be running, and the next run waits for it`,
    );
  }
}
