import type { App, Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { usesByStore, usualUrlEnv } from "../resolve-task.ts";
import { type TaskAt, tasksOf } from "../tasks.ts";

const dialects = { database: ["libpq", "asyncpg", "node-postgres", "jdbc"], cache: ["redis", "celery"] } as const;

/** Tasks use stores that the app declares, in a dialect that the store speaks. */
export function checkUses({ app }: Config, report: Report): void {
  const stores = [...Object.keys(app.databases ?? {}), ...Object.keys(app.caches ?? {})];
  for (const { path, task } of tasksOf(app)) {
    for (const [store, use, at] of usesOf(task, path)) {
      const kind = kindOf(app, store);
      if (kind !== undefined) {
        checkUse(kind, use, at, report);
        continue;
      }
      const what = isTask(app, store) ? "is no store" : "unknown database or cache";
      const says = `${what}: ${oneOf(store, stores, "declare it in app.databases or app.caches")}`;
      report.problem(at, Array.isArray(task.uses) ? store : undefined, says);
    }
  }
}

function isTask(app: App, name: string): boolean {
  return app.services[name] !== undefined || app.jobs?.[name] !== undefined;
}

function checkUse(kind: "database" | "cache", { urlDialect, pool }: Use, at: Path, report: Report): void {
  const known: readonly string[] = dialects[kind];
  if (urlDialect !== undefined && !known.includes(urlDialect)) {
    report.problem([...at, "urlDialect"], urlDialect, `is no dialect of a ${kind}: ${oneOf(urlDialect, known)}`);
  }
  if (kind === "cache" && pool !== undefined) {
    report.problem([...at, "pool"], pool, "only a database has a pool: remove it");
  }
}

/** No two things of one task set the same environment variable. */
export function checkVariables({ app }: Config, report: Report): void {
  for (const at of tasksOf(app)) {
    const setBy = new Map<string, string>();
    for (const name of Object.keys(app.env ?? {})) {
      setBy.set(name, "app.env");
    }
    for (const name of Object.keys(at.task.env ?? {})) {
      setBy.set(name, "its env");
    }
    for (const { name, path, value, what, fix } of [...secretVariables(at), ...urlVariables(app, at)]) {
      const other = setBy.get(name);
      if (other !== undefined) {
        report.problem(path, value, `sets ${name}, and so does ${other}: ${fix}`);
      }
      setBy.set(name, other ?? what);
    }
  }
}

interface Variable {
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
  readonly what: string;
  readonly fix: string;
}

function secretVariables({ path, task }: TaskAt): Variable[] {
  return (task.secrets ?? []).map((name, index) => ({
    name,
    path: [...path, "secrets", index],
    value: name,
    what: "its secrets",
    fix: "remove one of the two",
  }));
}

function urlVariables(app: App, { path, key, kind, task }: TaskAt): Variable[] {
  if (kind === "migration") {
    const name = app.databases?.[key]?.migrate?.urlEnv ?? usualUrlEnv.database;
    const what = `the URL of ${key}`;
    return [{ name, path, value: undefined, what, fix: "give the URL another variable, urlEnv" }];
  }
  return usesOf(task, path).flatMap(([store, use, at]) => {
    const storeKind = kindOf(app, store);
    const fix = `give the URL another variable, uses: {${store}: {env: ${store.toUpperCase().replaceAll("-", "_")}_URL}}`;
    const value = Array.isArray(task.uses) ? store : undefined;
    return storeKind === undefined
      ? []
      : [{ name: use.env ?? usualUrlEnv[storeKind], path: at, value, what: `the URL of ${store}`, fix }];
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
