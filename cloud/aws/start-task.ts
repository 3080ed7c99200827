import { randomUUID } from "node:crypto";
import { RunTaskCommand } from "@aws-sdk/client-ecs";
import { messageOf } from "../../lib/message-of.ts";
import type { OneOffTask } from "../cloud.ts";
import type { TaskMeans } from "./task-means.ts";

const pauseSeconds = 5;
/** How long a new role may take to be known everywhere. */
const roleSeconds = 60;

/** What it takes to start a task. */
export interface Startable
  extends Pick<
    OneOffTask,
    "name" | "cluster" | "taskDefinition" | "subnets" | "securityGroups" | "container" | "startedBy" | "command"
  > {
  /** What ECS puts it with. @default its family */
  readonly group?: string;
}

type StartMeans = Pick<TaskMeans, "ecs" | "pause" | "say">;

/** Starts one task on Fargate, as soon as its roles are known to ECS. */
export async function startTask(task: Startable, means: StartMeans): Promise<string> {
  for (let waited = 0; ; waited += pauseSeconds) {
    try {
      return await start(task, means);
    } catch (error) {
      const notYet = roleNotYetKnown(error);
      if (notYet === undefined || waited >= roleSeconds) {
        const patience = notYet === undefined ? "" : ` (for ${waited} seconds; ${notYet.ifItLasts})`;
        throw new Error(
          `${task.name}: ECS does not start a task of ${task.taskDefinition}: ${messageOf(error)}${patience}`,
        );
      }
      means.say(`${task.name}: ${notYet.what}: trying again in ${pauseSeconds} seconds`);
      await means.pause(pauseSeconds * 1000);
    }
  }
}

/** IAM tells of a new role with a delay, and RunTask then refuses what it takes a moment later. */
function roleNotYetKnown(error: unknown): { what: string; ifItLasts: string } | undefined {
  if (!(error instanceof Error) || !["ClientException", "InvalidParameterException"].includes(error.name)) {
    return undefined;
  }
  if (/unable to assume the service linked role/i.test(error.message)) {
    return {
      what: "the service-linked role of ECS is not there yet, as in every new account",
      ifItLasts: 'make it with "aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com"',
    };
  }
  return /unable to assume the role/i.test(error.message)
    ? {
        what: "ECS does not know a role of the task yet",
        ifItLasts: "see whether the role still exists and trusts ecs-tasks.amazonaws.com",
      }
    : undefined;
}

async function start(task: Startable, { ecs }: StartMeans): Promise<string> {
  const { tasks, failures } = await ecs.send(
    new RunTaskCommand({
      cluster: task.cluster,
      taskDefinition: task.taskDefinition,
      launchType: "FARGATE",
      count: 1,
      startedBy: task.startedBy,
      ...(task.group !== undefined && { group: task.group }),
      // Random: with a token that repeats, a second attempt is answered with the first one's stopped task.
      clientToken: randomUUID(),
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
      ...(task.command && {
        overrides: { containerOverrides: [{ name: task.container, command: [...task.command] }] },
      }),
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [...task.subnets],
          securityGroups: [...task.securityGroups],
          assignPublicIp: "DISABLED",
        },
      },
    }),
  );
  const taskArn = tasks?.[0]?.taskArn;
  if (taskArn === undefined) {
    const reasons = (failures ?? []).map(({ reason, detail }) => [reason, detail].filter(Boolean).join(", "));
    throw new Error(reasons.join("; ") || "it gives no reason");
  }
  return taskArn;
}
