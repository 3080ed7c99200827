import type { App, EnvConfig, ServiceConfig, UsesConfig } from "./blocks.ts";
import type { Path } from "./path.ts";

/** What services, jobs and migrations have in common, as they are written. */
export interface TaskConfig {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly env?: EnvConfig;
  readonly secrets?: readonly string[];
  readonly uses?: UsesConfig;
  readonly writable?: WritableConfig;
  readonly sidecars?: NonNullable<ServiceConfig["sidecars"]>;
  readonly volumes?: NonNullable<ServiceConfig["volumes"]>;
}

/** Folders that a task may write to, as they are written. */
export type WritableConfig = readonly (string | { readonly path: string; readonly sizeMiB: number })[];

/** One task of the app and where it is written. */
export interface TaskAt {
  /** Key of the service or job, or of the database that is migrated. */
  readonly key: string;
  readonly kind: "service" | "job" | "migration";
  readonly path: Path;
  readonly task: TaskConfig;
}

/** Everything that runs: services, jobs and migrations. */
export function tasksOf(app: App): TaskAt[] {
  return [
    ...Object.entries(app.services).map(
      ([key, task]): TaskAt => ({ key, kind: "service", path: ["app", "services", key], task }),
    ),
    ...Object.entries(app.jobs ?? {}).map(
      ([key, task]): TaskAt => ({ key, kind: "job", path: ["app", "jobs", key], task }),
    ),
    ...Object.entries(app.databases ?? {}).flatMap(([key, { migrate }]): TaskAt[] =>
      migrate ? [{ key, kind: "migration", path: ["app", "databases", key, "migrate"], task: migrate }] : [],
    ),
  ];
}

/** What a name in `uses` is; undefined when the app declares no such store. */
export function storeKind(app: App, name: string): "database" | "cache" | undefined {
  if (Object.hasOwn(app.databases ?? {}, name)) {
    return "database";
  }
  return Object.hasOwn(app.caches ?? {}, name) ? "cache" : undefined;
}

/** What a task can use. */
export type UsedKind = "database" | "cache" | "queue" | "bucket" | "service";

/** What a name in `uses` is; undefined when the app declares nothing of the name that a task can use. */
export function usedKind(app: App, name: string): UsedKind | undefined {
  if (Object.hasOwn(app.buckets ?? {}, name)) {
    return "bucket";
  }
  const store = storeKind(app, name);
  if (store !== undefined || Object.hasOwn(app.queues ?? {}, name)) {
    return store ?? "queue";
  }
  return Object.hasOwn(app.services, name) ? "service" : undefined;
}
