import { log, RunError, runtime } from "@pulumi/pulumi";
import type { Cloud, DatabaseReport } from "../cloud/cloud.ts";
import { wake } from "../cloud/wake.ts";
import { physicalName } from "../lib/names.ts";
import { databaseIdentifier, type Identified } from "./running-databases.ts";
import type { LiveService } from "./unfinished-deployments.ts";

export interface WakeFirstArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Logical name of the component that puts the stack to sleep; absent: it has no hours for it. */
  readonly sleep?: string;
  readonly databases: Readonly<Record<string, Identified>>;
  /** What the databases do now, by the same names. */
  readonly reports: Readonly<Record<string, DatabaseReport>>;
  /** Services that are to have tasks. */
  readonly services: readonly string[];
  readonly live: Readonly<Record<string, LiveService>>;
}

/** States of a database in which RDS changes nothing of it, and which end when it is started. */
const notRunning = ["stopping", "stopped", "starting"];

/**
 * Wakes a stack before anything of it is changed, since RDS changes nothing of a database that is stopped. A preview
 * says so and lets it sleep.
 */
export async function wakeFirst(
  args: WakeFirstArgs,
  cloud: Pick<Cloud, "invoke">,
  means: { readonly pause?: (milliseconds: number) => Promise<unknown> } = {},
): Promise<void> {
  const { prefix, sleep, reports, services, live } = args;
  const own = Object.entries(args.databases).filter(([, { existing }]) => !existing);
  const stopped = own.filter(([name]) => notRunning.includes(reports[name]?.status ?? ""));
  const idle = services.filter((name) => live[name]?.isAtZero);
  const asleep = [...stopped.map(([name]) => name), ...idle].join(", ");
  if (asleep === "") {
    return;
  }
  // Where nothing sleeps by the clock, a service at zero has another reason as a rule.
  const say = sleep === undefined && stopped.length === 0 ? () => {} : log.info;
  if (runtime.isDryRun()) {
    say(`asleep (${asleep}): "up" wakes it first; tasks and scaling that show as changed are its sleep`);
    return;
  }
  say(`asleep (${asleep}): waking it first`);
  // A stack that has given up sleeping has its function until this run takes it away, and the bounds that it set.
  const isAwake = await wake(physicalName("function", prefix, sleep ?? "sleep"), { cloud, say: log.info, ...means });
  if (!isAwake && stopped.length > 0) {
    const start = stopped.map(
      ([name, database]) =>
        `${name} is ${reports[name]?.status}: aws rds start-db-instance --db-instance-identifier ${databaseIdentifier(prefix, name, database)}`,
    );
    throw new RunError(
      `RDS changes nothing of a database that is not running: start it and run "up" again when it is available\n${start.join("\n")}`,
    );
  }
}
