import { type CacheDialect, type DatabaseDialect, dialectEnvironment } from "../../lib/store-url.ts";
import type { App, Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { databaseDialect, usualUrlEnv } from "../resolve-uses.ts";
import { storeKind, type TaskAt, tasksOf, usedKind } from "../tasks.ts";
import { isAgain, usesOf } from "./uses.ts";

/** No two things of one task set the same environment variable. */
export function checkVariables({ app }: Config, report: Report): void {
  const told = new Set<string>();
  for (const at of tasksOf(app)) {
    const setBy = new Map<string, Setter>();
    for (const name of Object.keys(app.env ?? {})) {
      setBy.set(name, { what: "app.env", path: ["app", "env", name], value: undefined });
    }
    for (const name of Object.keys(at.task.env ?? {})) {
      setBy.set(name, { what: "its env", path: [...at.path, "env", name], value: undefined });
    }
    for (const { name, path, value, what, fix } of [...secretVariables(at), ...urlVariables(app, at)]) {
      const other = setBy.get(name);
      if (other !== undefined) {
        report.problem(path, value, `sets ${name}, and so does ${other.what}: ${fix}`);
      }
      setBy.set(name, other ?? { what, path, value });
    }
    checkDialects(app, at, setBy, told, report);
  }
}

/** What sets a variable of a task. */
interface Setter {
  readonly what: string;
  readonly path: Path;
  readonly value: unknown;
}

/** Variables that a driver needs beside its URL are not set to anything else. */
function checkDialects(
  app: App,
  at: TaskAt,
  setBy: ReadonlyMap<string, Setter>,
  told: Set<string>,
  report: Report,
): void {
  for (const [store, dialect] of dialectsOf(app, at)) {
    for (const name of Object.keys(dialectEnvironment(dialect))) {
      const setter = setBy.get(name);
      if (setter !== undefined && !told.has(keyOf(setter.path))) {
        told.add(keyOf(setter.path));
        const says = `sets ${name}, which slipway sets to the certificates of ${store} for ${dialect}: leave it out`;
        report.problem(setter.path, setter.value, says);
      }
    }
  }
}

/** In which dialect a task speaks to each of its stores. */
function dialectsOf(app: App, { path, key, kind, task }: TaskAt): [store: string, dialect: Dialect][] {
  if (kind === "migration") {
    return [[key, app.databases?.[key]?.migrate?.urlDialect ?? "libpq"]];
  }
  return usesOf(task, path).flatMap(([store, { urlDialect }]): [string, Dialect][] => {
    const isDatabase = storeKind(app, store) === "database";
    return storeKind(app, store) === undefined
      ? []
      : [[store, isDatabase ? databaseDialect(urlDialect) : urlDialect === "celery" ? "celery" : "redis"]];
  });
}

type Dialect = DatabaseDialect | CacheDialect;

interface Variable {
  readonly name: string;
  readonly path: Path;
  readonly value: unknown;
  readonly what: string;
  readonly fix: string;
}

function secretVariables({ path, task }: TaskAt): Variable[] {
  return (task.secrets ?? []).flatMap((name, index, names) =>
    isAgain(name, index, names)
      ? []
      : [{ name, path: [...path, "secrets", index], value: name, what: "its secrets", fix: "remove one of the two" }],
  );
}

function urlVariables(app: App, { path, key, kind, task }: TaskAt): Variable[] {
  if (kind === "migration") {
    const name = app.databases?.[key]?.migrate?.urlEnv ?? usualUrlEnv("database", key);
    const what = `the URL of ${key}`;
    return [{ name, path, value: undefined, what, fix: "give the URL another variable, urlEnv" }];
  }
  return usesOf(task, path).flatMap(([store, use, at]) => {
    const kind = usedKind(app, store);
    if (kind === undefined) {
      return [];
    }
    const noun = kind === "bucket" ? "name" : "URL";
    const ends = { service: "URL_INSIDE", bucket: "BUCKET_NAME", database: "URL", cache: "URL", queue: "URL" };
    const own = `${store.toUpperCase().replaceAll("-", "_")}_${ends[kind]}`;
    const fix = `give the ${noun} another variable, uses: {${store}: {env: ${own}}}`;
    const value = Array.isArray(task.uses) ? store : undefined;
    const what = `the ${noun} of ${store}`;
    return [{ name: use.env ?? usualUrlEnv(kind, store), path: at, value, what, fix }];
  });
}
