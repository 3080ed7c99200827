import {
  type Container,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  type Task,
} from "@aws-sdk/client-ecs";
import type { ServiceAddress, StoppedServiceTask } from "../cloud.ts";
import { messageOf, type Session } from "./session.ts";
import { lastLines } from "./task-log.ts";

const mostTasks = 5;

interface Means {
  readonly ecs: ECSClient;
  readonly session: Session;
}

/** The newest tasks of a service that stopped of themselves, with their last words. ECS keeps them for an hour. */
export async function stoppedTasks(
  { cluster, service }: ServiceAddress,
  wanted: string | undefined,
  means: Means,
): Promise<readonly StoppedServiceTask[]> {
  const serviceName = service.slice(service.lastIndexOf("/") + 1);
  const tasks: Task[] = [];
  // ECS does not say in which order it lists, so all of the last hour are looked at.
  for await (const { taskArns } of paginateListTasks(
    { client: means.ecs },
    { cluster, serviceName, desiredStatus: "STOPPED" },
  )) {
    if (taskArns && taskArns.length > 0) {
      const described = await means.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
      tasks.push(...(described.tasks ?? []));
    }
  }
  const newest = tasks
    .filter(({ taskDefinitionArn }) => wanted === undefined || taskDefinitionArn === wanted)
    .filter(ofItself)
    .toSorted((one, other) => (other.stoppedAt?.getTime() ?? 0) - (one.stoppedAt?.getTime() ?? 0))
    .slice(0, mostTasks);
  return Promise.all(newest.map((task) => told(task, means)));
}

/** What ECS stops to make room for another, or because somebody says so, tells nothing; what fails a check does. */
function ofItself({ stopCode, stoppedReason }: Task): boolean {
  return stopCode === "ServiceSchedulerInitiated"
    ? /health checks/i.test(stoppedReason ?? "")
    : stopCode !== "UserInitiated";
}

async function told(task: Task, means: Means): Promise<StoppedServiceTask> {
  const { stopCode, stoppedReason } = task;
  return {
    taskArn: task.taskArn ?? "",
    taskDefinition: task.taskDefinitionArn ?? "",
    ...(stopCode === undefined ? {} : { stopCode }),
    ...(stoppedReason ? { stoppedReason } : {}),
    containers: (task.containers ?? []).map(({ name, exitCode, reason }) => ({
      name: name ?? "",
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(reason ? { reason } : {}),
    })),
    ...(await logOf(task, means)),
  };
}

async function logOf(
  task: Task,
  { ecs, session }: Means,
): Promise<Pick<StoppedServiceTask, "logGroup" | "lastLogLines" | "logProblem">> {
  const container = containerToHear(task.containers ?? []);
  if (container?.name === undefined) {
    return { lastLogLines: [] };
  }
  try {
    const { taskDefinition } = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: task.taskDefinitionArn }),
    );
    const definition = taskDefinition?.containerDefinitions?.find(({ name }) => name === container.name);
    const where = { config: definition?.logConfiguration, container: container.name, taskArn: task.taskArn ?? "" };
    return await lastLines(where, session, { looks: 1, pauseMilliseconds: 0 });
  } catch (error) {
    return { lastLogLines: [], logProblem: messageOf(error) };
  }
}

/** The container that failed, else any that ran: one that never ran wrote nothing. */
function containerToHear(containers: readonly Container[]): Container | undefined {
  const ran = containers.filter(({ exitCode }) => exitCode !== undefined);
  return ran.find(({ exitCode }) => exitCode !== 0) ?? ran[0];
}
