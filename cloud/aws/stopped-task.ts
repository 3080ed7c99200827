import type { Container, Task } from "@aws-sdk/client-ecs";
import type { StoppedTask } from "../cloud.ts";

/** Why a task stopped, as far as ECS says it, seen from the container that counts. */
export function howItEnded(
  stopped: Task,
  name: string,
): Pick<StoppedTask, "stopCode" | "stoppedReason" | "exitCode" | "ranSeconds" | "containerReason"> {
  const container = own(stopped, name);
  const other = culprit(stopped, name);
  const containerReason = other
    ? `${other.name} ended first with exit code ${other.exitCode}${other.reason ? `: ${other.reason}` : ""}`
    : (container?.reason ?? stopped.containers?.find(({ reason }) => reason)?.reason);
  const { startedAt, executionStoppedAt } = stopped;
  const ran = startedAt && executionStoppedAt && (executionStoppedAt.getTime() - startedAt.getTime()) / 1000;
  return {
    ...(stopped.stopCode === undefined ? {} : { stopCode: stopped.stopCode }),
    ...(stopped.stoppedReason ? { stoppedReason: stopped.stoppedReason } : {}),
    ...(container?.exitCode === undefined ? {} : { exitCode: container.exitCode }),
    ...(ran === undefined ? {} : { ranSeconds: ran }),
    ...(containerReason === undefined ? {} : { containerReason }),
  };
}

/** Whose log says most: the container that counts, or, when that never ran, the one that kept it from running. */
export function containerToHear(stopped: Task, name: string): string {
  return culprit(stopped, name)?.name ?? name;
}

function own(stopped: Task, name: string): Container | undefined {
  return stopped.containers?.find((container) => container.name === name);
}

/** An init container that failed: ECS then never starts the one that waits for it. */
function culprit(stopped: Task, name: string): Container | undefined {
  return own(stopped, name)?.exitCode === undefined
    ? stopped.containers?.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0)
    : undefined;
}
