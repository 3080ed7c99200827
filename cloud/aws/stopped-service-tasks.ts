import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  type Task,
} from "@aws-sdk/client-ecs";
import { messageOf } from "../../lib/message-of.ts";
import type { ServiceAddress, StoppedServiceTask } from "../cloud.ts";
import { containerToHear } from "./container-to-hear.ts";
import type { Session } from "./session.ts";
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
  return Promise.all(newest.map((task) => told(task, serviceName, means)));
}

/** What ECS stops to make room for another, or because somebody says so, tells nothing; what fails a check does. */
function ofItself({ stopCode, stoppedReason }: Task): boolean {
  return stopCode === "ServiceSchedulerInitiated"
    ? /health checks/i.test(stoppedReason ?? "")
    : stopCode !== "UserInitiated";
}

async function told(task: Task, service: string, means: Means): Promise<StoppedServiceTask> {
  const { stopCode, stoppedReason, containers = [] } = task;
  const { heard, ...log } = await logOf(task, service, means);
  const heardFirst = containers.toSorted((one, other) => Number(other.name === heard) - Number(one.name === heard));
  return {
    taskArn: task.taskArn ?? "",
    taskDefinition: task.taskDefinitionArn ?? "",
    ...(stopCode === undefined ? {} : { stopCode }),
    ...(stoppedReason ? { stoppedReason } : {}),
    containers: heardFirst.map(({ name, exitCode, reason }) => ({
      name: name ?? "",
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(reason ? { reason } : {}),
    })),
    ...log,
  };
}

/** The end of a log, and the name of the container that wrote it. */
interface Heard extends Pick<StoppedServiceTask, "logGroup" | "lastLogLines" | "logProblem"> {
  readonly heard?: string;
}

async function logOf(task: Task, service: string, { ecs, session }: Means): Promise<Heard> {
  const { containers = [], taskDefinitionArn } = task;
  if (containers.every(({ exitCode }) => exitCode === undefined)) {
    return { lastLogLines: [] };
  }
  try {
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArn }));
    const definitions = answer.taskDefinition?.containerDefinitions ?? [];
    const heard = containerToHear({ containers, definitions, service })?.name ?? "";
    const config = definitions.find(({ name }) => name === heard)?.logConfiguration;
    const where = { config, container: heard, taskArn: task.taskArn ?? "" };
    return { heard, ...(await lastLines(where, session, { looks: 1, pauseMilliseconds: 0 })) };
  } catch (error) {
    return { lastLogLines: [], logProblem: messageOf(error) };
  }
}
