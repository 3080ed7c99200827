import { type CacheDialect, type DatabaseDialect, dialectEnvironment } from "../../lib/store-url.ts";
import type { App, Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { databaseDialect, usesByStore, usualUrlEnv } from "../resolve-uses.ts";
import { storeKind, type TaskAt, tasksOf, usedKind } from "../tasks.ts";

const dialects = { database: ["libpq", "asyncpg", "node-postgres", "jdbc"], cache: ["redis", "celery"] } as const;

/** Tasks use what the app declares, in the words that it understands. */
export function checkUses({ app }: Config, report: Report): void {
  for (const { key, kind: taskKind, path, task } of tasksOf(app)) {
    for (const [name, use, at] of usesOf(task, path)) {
      const kind = usedKind(app, name);
      const value = Array.isArray(task.uses) ? name : undefined;
      if (kind === "service") {
        checkServiceUse(app, { key, taskKind, name, use, at, value }, report);
      } else if (kind !== undefined) {
        checkUse(kind, use, at, report);
      } else {
        report.problem(at, value, whatIsUnknown(app, name));
      }
    }
  }
}

function whatIsUnknown(app: App, name: string): string {
  const what = Object.hasOwn(app.jobs ?? {}, name) ? "is a job, which nothing can use" : "unknown name";
  return `${what}: ${oneOf(name, usable(app), "declare it in app.databases, app.caches or app.queues")}`;
}

function usable(app: App): string[] {
  const discoverable = Object.entries(app.services).filter(([, service]) => service.discoverable);
  const stores = [app.databases, app.caches, app.queues].flatMap((those) => Object.keys(those ?? {}));
  return [...stores, ...discoverable.map(([name]) => name)];
}

function checkUse(kind: "database" | "cache" | "queue", { urlDialect }: Use, at: Path, report: Report): void {
  const known: readonly string[] = kind === "queue" ? [] : dialects[kind];
  if (urlDialect !== undefined && !known.includes(urlDialect)) {
    const says = `is no dialect of a ${kind}: ${oneOf(urlDialect, known, "remove it, AWS's SDKs take the URL as it is")}`;
    report.problem([...at, "urlDialect"], urlDialect, says);
  }
}

/** A use of a service, and who says it. */
interface ServiceUse {
  readonly key: string;
  readonly taskKind: TaskAt["kind"];
  readonly name: string;
  readonly use: Use;
  readonly at: Path;
  readonly value: string | undefined;
}

/** Services reach each other through ECS Service Connect, which is for services that say so. */
function checkServiceUse(app: App, { key, taskKind, name, use, at, value }: ServiceUse, report: Report): void {
  for (const word of ["access", "urlDialect"] as const) {
    if (use[word] !== undefined) {
      report.problem([...at, word], use[word], "is a word for stores: remove it, a service is only reached");
    }
  }
  if (taskKind === "service" && key === name) {
    report.problem(at, value, "is the service itself: remove it, and use localhost");
  } else if (!app.services[name]?.discoverable) {
    const says = `is a service that others cannot reach: add slipway:app.services.${name}.discoverable: true, or remove it`;
    report.problem(at, value, says);
  } else if (taskKind !== "service") {
    const says = `is a service, and ECS lets only services reach it by its name: use its address behind the load balancer, {from: stack.url}, or make a worker of the ${taskKind}`;
    report.problem(at, value, says);
  }
}

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
    const what = usedKind(app, store);
    const own = `${store.toUpperCase().replaceAll("-", "_")}_URL`;
    const fix = `give the URL another variable, uses: {${store}: {env: ${what === "service" ? `${own}_INSIDE` : own}}}`;
    const value = Array.isArray(task.uses) ? store : undefined;
    return what === undefined
      ? []
      : [{ name: use.env ?? usualUrlEnv(what, store), path: at, value, what: `the URL of ${store}`, fix }];
  });
}

/** What is listed twice is told for the list itself. */
function isAgain(name: string, index: number, names: readonly string[]): boolean {
  return names.indexOf(name) !== index;
}

type Use = ReturnType<typeof usesByStore>[string];

function usesOf({ uses = [] }: TaskAt["task"], path: Path): [store: string, use: Use, at: Path][] {
  return Array.isArray(uses)
    ? uses.flatMap((store, index): [string, Use, Path][] =>
        isAgain(store, index, uses) ? [] : [[store, {}, [...path, "uses", index]]],
      )
    : Object.entries(usesByStore(uses)).map(([store, use]): [string, Use, Path] => [
        store,
        use,
        [...path, "uses", store],
      ]);
}
