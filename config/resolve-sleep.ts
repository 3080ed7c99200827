import { awakeWindow, mayStartAsleep, opensAsleep, type SleepHours } from "../lib/sleep-hours.ts";
import type { Config } from "./blocks.ts";
import { keyOf } from "./path.ts";
import { sleepers } from "./relations.ts";
import type { Sleep, Stack } from "./stack.ts";
import type { Job } from "./stack-tasks.ts";

/** When the place sleeps; undefined: never. */
export function resolveSleep({ environment }: Config): Sleep | undefined {
  const sleep = environment.cost?.sleep;
  return sleep && { wholeDays: [], ...sleep };
}

/** What costs on while a stack sleeps, and what does not do then what it is there for. */
export function warnOfSleep(stack: Stack): string[] {
  const { sleep } = stack;
  if (!sleep) {
    return [];
  }
  const { databases } = sleepers(stack);
  return [
    `${keyOf(["environment", "cost", "sleep"])}: costs on while it sleeps: ${sleepless(stack, databases).join(", ")}`,
    ...databases.flatMap((name) => warnOfWindows(name, stack, sleep)),
    ...Object.entries(stack.jobs).flatMap(([name, job]) => warnOfJob(name, job, databases, sleep)),
  ];
}

/** AWS has no way to stop these. */
function sleepless(stack: Stack, stopped: readonly string[]): string[] {
  const { nat, existing } = stack.network;
  const awake = Object.entries(stack.databases).filter(([name]) => !stopped.includes(name));
  return [
    "the load balancer",
    ...(nat === "none" || existing ? [] : [nat === "single" ? "the NAT gateway" : "the NAT gateways"]),
    ...Object.keys(stack.caches).map((name) => `cache ${name}`),
    ...awake.map(([name, { existing: theirs }]) =>
      theirs ? `database ${name} (somebody else's)` : `database ${name} (RDS stops none with read replicas)`,
    ),
    "storage",
  ];
}

function warnOfWindows(name: string, { databases }: Pick<Stack, "databases">, sleep: SleepHours): string[] {
  const { backup = "", maintenance = "" } = databases[name]?.windows ?? {};
  const key = (window: string) => keyOf(["environment", "databases", name, "windows", window]);
  const awake = awakeWindow(sleep);
  const todo = awake === undefined ? "let it sleep for less" : `say ${awake}`;
  return [
    ...(opensAsleep(backup, sleep) && databases[name]?.backupDays !== 0
      ? [`${key("backup")}: ${backup} UTC is while it sleeps, and RDS backs up no database that is stopped: ${todo}`]
      : []),
    ...(opensAsleep(maintenance, sleep)
      ? [
          `${key("maintenance")}: ${maintenance} UTC is while it sleeps, and RDS upgrades no database that is stopped: choose an hour in which it is awake`,
        ]
      : []),
  ];
}

function warnOfJob(name: string, job: Job, stopped: readonly string[], sleep: SleepHours): string[] {
  const missing = Object.entries(job.uses).flatMap(([used, { store }]) =>
    store === "service" || stopped.includes(used) ? [used] : [],
  );
  if (job.paused || missing.length === 0 || !mayStartAsleep(job.schedule, job.timeZone, sleep)) {
    return [];
  }
  const key = keyOf(["app", "jobs", name, "schedule"]);
  return [
    `${key}: ${job.schedule} starts it while the place sleeps, without ${missing.join(" and ")}: choose an hour of the day in environment.jobs.${name}.schedule, or pause it`,
  ];
}
