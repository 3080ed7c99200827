import type { App, Config } from "../blocks.ts";
import { oneOf, type Path, type Report } from "../problem.ts";
import { usesByStore, usualUrlEnv } from "../resolve-task.ts";
import { type TaskAt, tasksOf } from "../tasks.ts";

const dialects = { database: ["libpq", "asyncpg", "node-postgres", "jdbc"], cache: ["redis", "celery"] } as const;

/** Tasks use stores that the app declares, in a dialect that the store speaks. */
export function checkUses({ app }: Config, report: Report): void {
  const stores = [...Object.keys(app.databases ?? {}), ...Object.keys(app.caches ?? {})];
  for (const { path, task } of tasksOf(app)) {
    for (const [store, use, at] of usesOf(task, path)) {
      const kind = kindOf(app, store);
      if (kind === undefined) {
        const isTask = app.services[store] !== undefined || app.jobs?.[store] !== undefined;
        const what = isTask ? "is no store" : "unknown database or cache";
        report.problem(
          at,
          Array.isArray(task.uses) ? store : undefined,
          `${what}: ${oneOf(store, stores, "declare it in app.databases or app.caches")}`,
        );
      } else if (use.urlDialect !== undefined && !dialects[kind].some((dialect) => dialect === use.urlDialect)) {
        report.problem(
          [...at, "urlDialect"],
          use.urlDialect,
          `is no dialect of a ${kind}: ${oneOf(use.urlDialect, dialects[kind])}`,
        );
      } else if (kind === "cache" && use.pool !== undefined) {
        report.problem([...at, "pool"], use.pool, "a cache has no pool: remove it");
      }
    }
  }
}

/** No two things of one task set the same environment variable. */
export function checkVariables({ app }: Config, report: Report): void {
  for (const at of tasksOf(app)) {
    const set = new Map<string, string>();
    const claim = (path: Path, name: string, by: string, fix: string) => {
      const other = set.get(name);
      if (other === undefined) {
        set.set(name, by);
      } else {
        report.problem(path, name, `sets the same variable as ${other}: ${fix}`);
      }
    };
    for (const [name] of Object.entries(at.task.env ?? {})) {
      claim([...at.path, "env", name], name, "env", "");
    }
    for (const name of Object.keys(app.env ?? {}).filter((shared) => !set.has(shared))) {
      set.set(name, "app.env");
    }
    for (const [index, name] of (at.task.secrets ?? []).entries()) {
      claim([...at.path, "secrets", index], name, "secrets", "remove one of them");
    }
    for (const { path, name, store } of urlVariables(app, at)) {
      claim(path, name, `the URL of ${store}`, "give each its own env, like MAIN_URL");
    }
  }
}

function urlVariables(app: App, { path, key, kind, task }: TaskAt): { path: Path; name: string; store: string }[] {
  if (kind === "migration") {
    const name = app.databases?.[key]?.migrate?.urlEnv ?? usualUrlEnv.database;
    return [{ path: [...path, "urlEnv"], name, store: key }];
  }
  return usesOf(task, path).flatMap(([store, use, at]) => {
    const storeKind = kindOf(app, store);
    return storeKind === undefined ? [] : [{ path: [...at, "env"], name: use.env ?? usualUrlEnv[storeKind], store }];
  });
}

type Use = ReturnType<typeof usesByStore>[string];

function usesOf({ uses = [] }: TaskAt["task"], path: Path): [store: string, use: Use, at: Path][] {
  return Array.isArray(uses)
    ? uses.map((store, index): [string, Use, Path] => [store, {}, [...path, "uses", index]])
    : Object.entries(usesByStore(uses)).map(([store, use]): [string, Use, Path] => [
        store,
        use,
        [...path, "uses", store],
      ]);
}

function kindOf(app: App, store: string): "database" | "cache" | undefined {
  if (app.databases?.[store] !== undefined) {
    return "database";
  }
  return app.caches?.[store] === undefined ? undefined : "cache";
}
