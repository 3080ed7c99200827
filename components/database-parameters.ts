import type { DatabaseArgs } from "./database-args.ts";

/** How RDS puts a parameter into force. */
interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/** The family of parameters of a major version. */
export function parameterFamily(version: string): string {
  return `postgres${version}`;
}

/**
 * Each says how it is applied, as RDS will answer it, since a second preview would find a difference otherwise: a static
 * parameter takes no `immediate`, and of a value that is the family's own RDS keeps `pending-reboot`. Both are true of
 * `rds.force_ssl`, static to Postgres 14 and 1 by itself from 15 on. A new instance starts with all of them.
 */
export function parameterList({
  slowQueryMilliseconds,
  parameters,
  blueGreenUpdate,
}: Pick<DatabaseArgs, "slowQueryMilliseconds" | "parameters" | "blueGreenUpdate">): Parameter[] {
  const afterReboot = {
    ...parameters,
    "rds.force_ssl": "1",
    // The copy of a blue/green upgrade follows the original by logical replication.
    ...(blueGreenUpdate && { "rds.logical_replication": "1" }),
  };
  const slow = {
    name: "log_min_duration_statement",
    value: `${slowQueryMilliseconds}`,
    applyMethod: "immediate",
  } as const;
  return Object.entries(afterReboot)
    .filter(([name]) => name !== slow.name)
    .map(([name, value]): Parameter => ({ name, value, applyMethod: "pending-reboot" }))
    .concat(slow)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
