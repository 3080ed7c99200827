import { hasTime } from "../lib/redis-queue.ts";
import type { Config, ServiceConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { Objectives, QueueSignal, RollbackSignal, WebService } from "./stack-tasks.ts";

type Tuning = NonNullable<Config["environment"]["services"]>[string];

const usualQueuePerTask = 100;
/** Minutes that a message must be too old for, when the objective does not say. */
const usualAgeMinutes = 5;

/** What scaling between min and max holds, with every default filled in. */
export function resolveScale({ environment }: Config, service: ServiceConfig, tuning: Tuning): WebService["scale"] {
  const usual = profiles[environment.profile].service;
  const { schedules = [], ...scale } = tuning.scale ?? {};
  return {
    cpuPercent: usual.cpuPercent,
    cooldownSeconds: usual.cooldownSeconds,
    ...(service.scaleOn && { queuePerTask: usualQueuePerTask }),
    ...scale,
    schedules: schedules.map(({ timeZone = "UTC", ...schedule }) => ({ ...schedule, timeZone })),
  };
}

/** The queue whose depth a service follows. */
export function resolveSignal({ scaleOn }: ServiceConfig): QueueSignal | undefined {
  if (!scaleOn) {
    return undefined;
  }
  const { of, name, format } = scaleOn.queue;
  return name !== undefined && format !== undefined ? { kind: "cache", of, name, format } : { kind: "queue", of };
}

/** Whether anybody can tell how old a message of a service's queue is: SQS says it, and some forms of a queue in a cache. */
export function tellsAge({ scaleOn }: ServiceConfig): boolean {
  const format = scaleOn?.queue.format;
  return scaleOn !== undefined && (format === undefined || hasTime(format));
}

/** What a service promises, with every default filled in. */
export function resolveObjectives({ environment }: Config, service: ServiceConfig): Objectives {
  const { queueAgeSeconds: age, ...given } = service.objectives ?? {};
  return {
    ...(service.kind === "web" && { ...profiles[environment.profile].objectives, ...given }),
    ...(age !== undefined && {
      queueAge:
        typeof age === "number"
          ? { seconds: age, minutes: usualAgeMinutes }
          : { seconds: age.above, minutes: age.minutes },
    }),
  };
}

/** What takes a deployment of a service back. */
export function rollbackSignalsOf({ kind, objectives, rollbackOn }: ServiceConfig): readonly RollbackSignal[] {
  if (rollbackOn) {
    return rollbackOn;
  }
  if (kind === "web") {
    return ["errors", "latency", "unhealthyTasks"];
  }
  return objectives?.queueAgeSeconds === undefined ? ["restarts"] : ["restarts", "queueAge"];
}
