import type { Freeze } from "../lib/freeze.ts";
import { freeMaintenanceWindow } from "../lib/maintenance-window.ts";
import type { Config, DatabaseConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { resolveWorkload } from "./resolve-task.ts";
import { usualUrlEnv } from "./resolve-uses.ts";
import type { Database } from "./stack-stores.ts";

/** A migration is one short task, so its size is that of a small one in every place. */
export const migrationSize = { cpu: 512, memoryMiB: 1024 };
const usualMigrationMinutes = 15;
const usualBackupWindow = "02:00-03:00";

/** What a place says of a database. */
type Tuning = NonNullable<Config["environment"]["databases"]>[string];

/** Databases with every default filled in. */
export function resolveDatabases(config: Config, stack: string): Record<string, Database> {
  return Object.fromEntries(
    Object.entries(config.app.databases ?? {}).map(([key, database]) => [key, resolved(config, key, database, stack)]),
  );
}

function resolved(config: Config, key: string, database: DatabaseConfig, stack: string): Database {
  const { environment } = config;
  const profile = profiles[environment.profile];
  const { class: instanceClass, deletable, restoreFrom, existing, ...tuning } = environment.databases?.[key] ?? {};
  const { class: usualClass, ...usual } = profile.database;
  const storageGiB = tuning.storageGiB ?? Math.min(usual.storageGiB, tuning.maxStorageGiB ?? usual.storageGiB);
  const mayBeDeleted = deletable ?? (profile.protect ? undefined : { because: "the staging profile keeps no data" });
  return {
    version: database.version,
    extensions: database.extensions ?? [],
    parameters: database.parameters ?? {},
    ...migration(config, key, database, stack),
    instanceClass: instanceClass ?? usualClass,
    replicas: 0,
    snapshotBeforeMigration: false,
    blueGreenUpdate: false,
    ...usual,
    ...tuning,
    storageGiB,
    maxStorageGiB: tuning.maxStorageGiB ?? Math.max(usual.maxStorageGiB, storageGiB),
    windows: windowsOf(config, key),
    masterPassword: masterPassword(tuning),
    ...(restoreFrom && { restoreFrom: startOf(restoreFrom) }),
    ...(existing && { existing: { ...existing, port: existing.port ?? 5432 } }),
    ...(mayBeDeleted && { deletable: mayBeDeleted }),
    logRetentionDays: environment.logs?.retentionDays ?? profile.logRetentionDays,
  };
}

function startOf(restoreFrom: NonNullable<Tuning["restoreFrom"]>): NonNullable<Database["restoreFrom"]> {
  return "snapshot" in restoreFrom ? { kind: "snapshot", ...restoreFrom } : { kind: "pointInTime", ...restoreFrom };
}

/**
 * RDS makes no master password of an instance with replicas or that is updated blue/green.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export function needsOwnPassword({ replicas = 0, blueGreenUpdate = false }: Tuning): boolean {
  return replicas > 0 || blueGreenUpdate;
}

function masterPassword(tuning: Tuning): Database["masterPassword"] {
  return tuning.masterPassword ?? (needsOwnPassword(tuning) ? "made" : "rds");
}

/** Where no hour of the week is free, a check has said so. */
export function windowsOf({ environment }: Config, key: string): Database["windows"] {
  const { backup = usualBackupWindow, maintenance } = environment.databases?.[key]?.windows ?? {};
  return { backup, maintenance: maintenance ?? freeMaintenanceWindow(backup, freezesOf(environment)) ?? "" };
}

/** Times in which nothing is changed, each with its time zone. */
export function freezesOf({ promotion }: Config["environment"]): readonly (Freeze & { readonly because: string })[] {
  return (promotion?.freeze ?? []).map((freeze) => ({ timeZone: "UTC", ...freeze }));
}

function migration(config: Config, key: string, { migrate }: DatabaseConfig, stack: string): Pick<Database, "migrate"> {
  if (!migrate) {
    return {};
  }
  const {
    urlDialect,
    urlEnv = usualUrlEnv("database", key),
    timeoutMinutes = usualMigrationMinutes,
    ...container
  } = migrate;
  const uses = { [key]: { env: urlEnv, ...(urlDialect && { urlDialect }) } };
  return { migrate: { ...resolveWorkload(config, key, { ...container, uses }, stack, migrationSize), timeoutMinutes } };
}
