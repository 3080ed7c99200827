import type { Freeze } from "../lib/freeze.ts";
import { freeMaintenanceWindow } from "../lib/maintenance-window.ts";
import { isTimeZone } from "../lib/schedule.ts";
import { awakeWindow, sleepSpans } from "../lib/sleep-hours.ts";
import type { Config, DatabaseConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { resolveSleep } from "./resolve-sleep.ts";
import { resolveWorkload } from "./resolve-task.ts";
import { usualUrlEnv } from "./resolve-uses.ts";
import { leastStorageGiB, mostStorageGiB } from "./schema/database-tuning.ts";
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
    ...storageOf(tuning, usual),
    windows: windowsOf(config, key),
    masterPassword: masterPassword(tuning),
    ...(restoreFrom && { restoreFrom: startOf(restoreFrom) }),
    ...(existing && { existing: { ...existing, port: existing.port ?? 5432 } }),
    ...(mayBeDeleted && { deletable: mayBeDeleted }),
    logRetentionDays: environment.logs?.retentionDays ?? profile.logRetentionDays,
  };
}

/** GiB of a volume: at first, and at most. */
export interface Storage {
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
}

/** The least limit that RDS takes for a volume: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html */
export function leastMaxStorage(storageGiB: number): number {
  return Math.ceil((storageGiB * 11) / 10);
}

/** What a place says of a volume, and for the rest what leaves it room to grow. */
export function storageOf({ storageGiB, maxStorageGiB }: Partial<Storage>, usual: Storage): Storage {
  const fits = Math.floor(((maxStorageGiB ?? mostStorageGiB) * 10) / 11);
  const first = storageGiB ?? Math.max(Math.min(usual.storageGiB, fits), leastStorageGiB);
  const most = Math.min(Math.max(usual.maxStorageGiB, 2 * first), mostStorageGiB);
  return { storageGiB: first, maxStorageGiB: maxStorageGiB ?? most };
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

/** Those that nobody chose are in hours in which the place is awake. Where no hour of the week is free, a check has said so. */
export function windowsOf(config: Config, key: string): Database["windows"] {
  const { environment } = config;
  const hours = resolveSleep(config);
  // Another check refuses a zone that there is not.
  const sleep = hours && isTimeZone(hours.timeZone) ? hours : undefined;
  const usual = (sleep && awakeWindow(sleep)) ?? usualBackupWindow;
  const { backup = usual, maintenance } = environment.databases?.[key]?.windows ?? {};
  const freezes = freezesOf(environment);
  const asleep = sleep ? sleepSpans(sleep) : [];
  const free = freeMaintenanceWindow(backup, [...freezes, ...asleep]) ?? freeMaintenanceWindow(backup, freezes);
  return { backup, maintenance: maintenance ?? free ?? "" };
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
