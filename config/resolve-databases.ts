import type { Config, DatabaseConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { resolveWorkload } from "./resolve-task.ts";
import { usualUrlEnv } from "./resolve-uses.ts";
import type { Database } from "./stack-stores.ts";

/** A migration is one short task, so its size is that of a small one in every place. */
export const migrationSize = { cpu: 512, memoryMiB: 1024 };
const usualMigrationMinutes = 15;

/** Databases with every default filled in. */
export function resolveDatabases(config: Config, stack: string): Record<string, Database> {
  const { environment } = config;
  const profile = profiles[environment.profile];
  return Object.fromEntries(
    Object.entries(config.app.databases ?? {}).map(([key, database]): [string, Database] => {
      const { class: instanceClass, deletable, ...tuning } = environment.databases?.[key] ?? {};
      const { class: usualClass, ...usual } = profile.database;
      const storageGiB = tuning.storageGiB ?? Math.min(usual.storageGiB, tuning.maxStorageGiB ?? usual.storageGiB);
      const mayBeDeleted =
        deletable ?? (profile.protect ? undefined : { because: "the staging profile keeps no data" });
      return [
        key,
        {
          version: database.version,
          extensions: database.extensions ?? [],
          parameters: database.parameters ?? {},
          ...migration(config, key, database, stack),
          instanceClass: instanceClass ?? usualClass,
          ...usual,
          ...tuning,
          storageGiB,
          maxStorageGiB: tuning.maxStorageGiB ?? Math.max(usual.maxStorageGiB, storageGiB),
          ...(mayBeDeleted && { deletable: mayBeDeleted }),
          replicas: 0,
          windows: { backup: "02:00-03:00", maintenance: "sun:04:00-sun:05:00" },
          snapshotBeforeMigration: false,
          blueGreenUpdate: false,
          masterPassword: "rds",
          logRetentionDays: environment.logs?.retentionDays ?? profile.logRetentionDays,
        },
      ];
    }),
  );
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
