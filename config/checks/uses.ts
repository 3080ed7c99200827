import type { App, Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import { oneOf, type Report } from "../problem.ts";
import { usesByStore } from "../resolve-uses.ts";
import { type TaskAt, tasksOf, type UsedKind, usedKind } from "../tasks.ts";

const dialects = {
  database: ["libpq", "asyncpg", "node-postgres", "jdbc"],
  cache: ["redis", "celery"],
  queue: [],
  bucket: [],
} as const;

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
  return `${what}: ${oneOf(name, usable(app), "declare it in app.databases, app.caches, app.queues or app.buckets")}`;
}

function usable(app: App): string[] {
  const discoverable = Object.entries(app.services).filter(([, service]) => service.discoverable);
  const stores = [app.databases, app.caches, app.queues, app.buckets].flatMap((those) => Object.keys(those ?? {}));
  return [...stores, ...discoverable.map(([name]) => name)];
}

function checkUse(kind: Exclude<UsedKind, "service">, use: Use, at: Path, report: Report): void {
  const { urlDialect } = use;
  const known: readonly string[] = dialects[kind];
  if (urlDialect !== undefined && !known.includes(urlDialect)) {
    const says = `is no dialect of a ${kind}: ${oneOf(urlDialect, known, "remove it, AWS's SDKs take what is in the variable as it is")}`;
    report.problem([...at, "urlDialect"], urlDialect, says);
  }
  if (kind === "database") {
    checkReplica(use, at, report);
  } else {
    refuseWords(["pool", "replica"], use, at, `is a word for databases: remove it, a ${kind} has none`, report);
  }
}

/** A replica takes no changes, so whoever reads from one must have said that it only reads. */
function checkReplica({ access = "write", replica }: Use, at: Path, report: Report): void {
  if (replica && access === "write") {
    const says = "would write to a replica, which only reads: add access: read, or remove replica";
    report.problem([...at, "replica"], replica, says);
  }
}

function refuseWords(words: readonly (keyof Use)[], use: Use, at: Path, says: string, report: Report): void {
  for (const word of words) {
    if (use[word] !== undefined) {
      report.problem([...at, word], use[word], says);
    }
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
  const says = "is a word for stores: remove it, a service is only reached";
  refuseWords(["access", "urlDialect", "pool", "replica"], use, at, says, report);
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

/** What is listed twice is told for the list itself. */
export function isAgain(name: string, index: number, names: readonly string[]): boolean {
  return names.indexOf(name) !== index;
}

type Use = ReturnType<typeof usesByStore>[string];

/** How a task uses each thing, and where that is written; what it lists twice is there once. */
export function usesOf({ uses = [] }: TaskAt["task"], path: Path): [store: string, use: Use, at: Path][] {
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
