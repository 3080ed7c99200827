import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { RestoreTest } from "./stack.ts";

const usualDays = 7;
/** Empty where the role that asks, which may read what the migrator made, finds nothing of the app's. */
const usualQuery =
  "SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('information_schema', 'pg_catalog')";

/** Databases whose backups this stack can have tested: somebody else's have somebody else's backups. */
export function testedDatabases({ app, environment }: Config): string[] {
  return Object.keys(app.databases ?? {}).filter((key) => environment.databases?.[key]?.existing === undefined);
}

/** Restore tests with every default filled in; undefined where there are none. */
export function resolveRestoreTest(config: Config): RestoreTest | undefined {
  const { profile, restoreTest = profiles[profile].restoreTest ? {} : "none" } = config.environment;
  const databases = testedDatabases(config);
  if (restoreTest === "none" || databases.length === 0) {
    return undefined;
  }
  const { everyDays = usualDays, queries = {} } = restoreTest;
  return { everyDays, queries: Object.fromEntries(databases.map((key) => [key, queries[key] ?? usualQuery])) };
}
