import { RunError } from "@pulumi/pulumi";
import type { DatabaseReport } from "../cloud/cloud.ts";
import type { Identified } from "./running-databases.ts";

/** A database as far as its major version goes. */
export interface Versioned extends Identified {
  /** Major version that the app asks for. */
  readonly version: string;
  readonly allowMajorUpgrade?: { readonly because: string };
}

/**
 * Refuses another major version than the one that runs, unless the place allows it: an upgrade stops the database for
 * minutes, and there is no way back. A promotion brings the version with the app, so the place has the last word.
 */
export function refuseMajorUpgrades(
  databases: Readonly<Record<string, Versioned>>,
  running: Readonly<Record<string, DatabaseReport>>,
): void {
  const refusals = Object.entries(databases).flatMap(([name, database]) => {
    const report = running[name];
    return report ? refusal(name, database, report.engineVersion) : [];
  });
  if (refusals.length > 0) {
    throw new RunError(refusals.join("\n"));
  }
}

function refusal(name: string, database: Versioned, engineVersion: string): string[] {
  const [from, to] = [Number.parseInt(engineVersion, 10), Number(database.version)];
  // Not a number: RDS did not say what runs.
  if (Number.isNaN(from) || from === to) {
    return [];
  }
  const differs = `app.databases.${name}.version: "${to}": Postgres ${engineVersion} runs`;
  if (database.existing) {
    return [
      `${differs} in ${database.existing.identifier}, which is upgraded by whoever owns it: say version: "${from}"`,
    ];
  }
  if (to < from) {
    return [
      `${differs}, and no version goes back: say version: "${from}", or add a database under another name and copy the data`,
    ];
  }
  return database.allowMajorUpgrade
    ? []
    : [
        `${differs}, and going from ${from} to ${to} stops the database and cannot be undone: try it on a copy ` +
          `(restoreFrom) first, then say environment.databases.${name}.allowMajorUpgrade: {because: …}, or keep version: "${from}"`,
      ];
}
