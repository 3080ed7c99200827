import type { App, UsesConfig } from "./blocks.ts";
import type { Use } from "./stack-tasks.ts";
import { type UsedKind, usedKind } from "./tasks.ts";

/** How one thing is used, as it is written. */
type UseConfig = Exclude<UsesConfig, readonly string[]>[string];

/** `[main]` and `{main: {…}}` alike: how each thing is used. */
export function usesByStore(uses: UsesConfig): Exclude<UsesConfig, readonly string[]> {
  return Array.isArray(uses) ? Object.fromEntries(uses.map((store) => [store, {}])) : uses;
}

/** Variable of a URL or a bucket's name, when a task does not name it. */
export function usualUrlEnv(kind: UsedKind, name: string): string {
  const own = name.toUpperCase().replaceAll("-", "_");
  const usual = {
    database: "DATABASE_URL",
    cache: "REDIS_URL",
    queue: "QUEUE_URL",
    bucket: `${own}_BUCKET`,
    service: `${own}_URL`,
  };
  return usual[kind];
}

/** Dialect of a database's URL, when a task does not name it. */
export function databaseDialect(dialect: string | undefined) {
  return dialect === "asyncpg" || dialect === "node-postgres" || dialect === "jdbc" ? dialect : "libpq";
}

/** How a checked task uses each store, queue, bucket and service, with every default filled in. */
export function resolveUses(app: App, uses: UsesConfig): Record<string, Use> {
  return Object.fromEntries(Object.entries(usesByStore(uses)).map(([name, use]) => [name, resolveUse(app, name, use)]));
}

function resolveUse(app: App, name: string, use: UseConfig): Use {
  const { access = "write", urlDialect, env: given, pool = 5, replica = false } = use;
  const kind = usedKind(app, name) ?? "database";
  const env = given ?? usualUrlEnv(kind, name);
  switch (kind) {
    case "service":
      return { store: kind, env };
    case "queue":
    case "bucket":
      return { store: kind, access, env };
    case "cache":
      return { store: kind, access, urlDialect: urlDialect === "celery" ? "celery" : "redis", env };
    case "database":
      return { store: kind, access, urlDialect: databaseDialect(urlDialect), env, pool, replica };
  }
}
