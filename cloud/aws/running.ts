import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  paginateListTasks,
  type Task,
} from "@aws-sdk/client-ecs";
import type { ServiceAddress } from "../cloud.ts";
import type { RunningTask, RunningTasks } from "../running-tasks.ts";
import { whenThere } from "./finder.ts";
import type { Session } from "./session.ts";

/** The tasks that a service really has now, and where it puts them. */
export async function running(
  { cluster, service }: ServiceAddress,
  session: Session,
): Promise<RunningTasks | undefined> {
  const ecs = new ECSClient(await session.clientConfig());
  const answer = await whenThere(
    ecs.send(new DescribeServicesCommand({ cluster, services: [service] })),
    "ClusterNotFoundException",
  );
  // ECS keeps a deleted service as INACTIVE for a while.
  const found = answer?.services?.find(({ status }) => status !== "INACTIVE");
  if (found === undefined) {
    return undefined;
  }
  const { subnets = [], securityGroups = [] } = found.networkConfiguration?.awsvpcConfiguration ?? {};
  const serviceName = service.slice(service.lastIndexOf("/") + 1);
  const tasks: Task[] = [];
  for await (const { taskArns } of paginateListTasks(
    { client: ecs },
    { cluster, serviceName, desiredStatus: "RUNNING" },
  )) {
    if (taskArns && taskArns.length > 0) {
      tasks.push(...((await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))).tasks ?? []));
    }
  }
  return {
    tasks: tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").map(told),
    network: { subnets, securityGroups },
  };
}

function told({ taskArn = "", taskDefinitionArn = "", startedAt, containers = [] }: Task): RunningTask {
  return {
    taskArn,
    taskDefinition: taskDefinitionArn,
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    containers: containers.map(({ name = "", image = "", imageDigest, healthStatus = "UNKNOWN" }) => ({
      name,
      image,
      ...(imageDigest && { imageDigest }),
      health: healthStatus,
    })),
  };
}
