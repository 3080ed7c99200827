import type { Cloud, DatabaseReport } from "../cloud/cloud.ts";
import { messageOf } from "../lib/message-of.ts";
import { physicalName } from "../lib/names.ts";

/** Databases that are there already, by their name in the app, and what to tell of them. */
export interface RunningDatabases {
  readonly reports: Readonly<Record<string, DatabaseReport>>;
  readonly warnings: readonly string[];
}

/** A database of the app, as far as its instance is looked for. */
export interface Identified {
  readonly existing?: { readonly identifier: string };
  /** What a new instance is to start with. */
  readonly restoreFrom?: unknown;
}

/** The identifier of the instance behind a database of the app. */
export function databaseIdentifier(prefix: string, name: string, { existing }: Identified): string {
  return existing?.identifier ?? physicalName("databaseInstance", prefix, name);
}

/** Asks what the databases of a stack do now. Who may not look knows of none, and is told so. */
export async function runningDatabases(
  prefix: string,
  databases: Readonly<Record<string, Identified>>,
  cloud: Pick<Cloud, "database">,
): Promise<RunningDatabases> {
  const reports: Record<string, DatabaseReport> = {};
  const warnings: string[] = [];
  const look = async ([name, database]: [string, Identified]) => {
    try {
      const report = await cloud.database(databaseIdentifier(prefix, name, database));
      if (report) {
        reports[name] = report;
        warnings.push(...restoreWithoutEffect(name, database));
      }
    } catch (error) {
      warnings.push(`${name}: not checked which version runs and whether it is stopped (${messageOf(error)})`);
    }
  };
  await Promise.all(Object.entries(databases).map(look));
  return { reports, warnings: warnings.sort() };
}

/** Who is in a hurry must not take a restore for done that does not happen. */
function restoreWithoutEffect(name: string, { restoreFrom }: Identified): string[] {
  return restoreFrom === undefined
    ? []
    : [
        `environment.databases.${name}.restoreFrom: the instance is there and keeps what is in it, so nothing is restored ` +
          "(docs/databases.md says how to): remove the key when it has done its work",
      ];
}
