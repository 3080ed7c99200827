import { DescribeTasksCommand, ECSClient, StopTaskCommand } from "@aws-sdk/client-ecs";
import { UserError } from "../../lib/user-error.ts";
import type { TaskAddress, TaskLook, TaskOrder } from "../operations.ts";
import { groupOfPeople } from "./people.ts";
import type { Session } from "./session.ts";
import { startTask } from "./start-task.ts";
import { howItEnded } from "./stopped-task.ts";
import { unfinishedOf } from "./unfinished-task.ts";

/** Starts a task and returns its ARN. */
export async function startOne({ alone, ...order }: TaskOrder, session: Session): Promise<string> {
  const ecs = new ECSClient(await session.clientConfig());
  const [other] = alone ? await unfinishedOf(order, { ecs }) : [];
  if (other !== undefined) {
    throw new UserError(
      `${order.name}: task ${other.taskArn} runs already${other.startedBy === undefined ? "" : `, started by ${other.startedBy}`}, and two must not run at once: wait until it has stopped, or stop it with "aws ecs stop-task --cluster ${order.cluster} --task ${other.taskArn}"`,
    );
  }
  // Its roles are as old as the deployment, so nothing has to be waited for.
  return startTask(alone ? order : { ...order, group: groupOfPeople }, {
    ecs,
    pause: async () => {},
    say: () => {},
  });
}

/** How a task is; ECS knows a new one only after a moment. */
export async function lookAtTask(
  { cluster, taskArn, container }: TaskAddress,
  session: Session,
): Promise<TaskLook | undefined> {
  const ecs = new ECSClient(await session.clientConfig());
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
  const [task] = tasks ?? [];
  if (task === undefined) {
    return undefined;
  }
  const { lastStatus: status = "unknown" } = task;
  return { status, ...(status === "STOPPED" && { stopped: howItEnded(task, container) }) };
}

/** Tells a task to stop. */
export async function stopTask({ cluster, taskArn }: TaskAddress, reason: string, session: Session): Promise<void> {
  const ecs = new ECSClient(await session.clientConfig());
  await ecs.send(new StopTaskCommand({ cluster, task: taskArn, reason }));
}
