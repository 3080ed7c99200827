import { type Named, nameLimits, physicalName } from "../../lib/names.ts";
import type { App, Config } from "../blocks.ts";
import { keyOf, type Path, type Report } from "../problem.ts";
import { usesByStore } from "../resolve-task.ts";

/** Names of slipway's own components, which every stack has. */
const ownNames = ["account", "network", "cluster", "secrets", "alarms", "edge", "deploy", "delivery", "github"];

/** A name that physical names are made of, and where it comes from. */
interface Name {
  readonly name: string;
  readonly path: Path;
  readonly named: readonly Named[];
}

/** Physical names of one stack are unique and fit, whatever the keys are. */
export function checkNames({ app }: Config, stack: string, report: Report): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(stack)) {
    const says = "is no name for physical names: use lower-case letters, digits and single hyphens, a letter first";
    report.problems.push({ key: "stack", value: JSON.stringify(stack), says });
    return;
  }
  const names = [...keysOf(app), ...tasksOfDatabases(app)];
  const first = new Map<string, Path>();
  for (const { name, path } of names) {
    const other = first.get(name);
    if (ownNames.includes(name)) {
      report.problem(path, undefined, `is a name that slipway uses itself (${ownNames.join(", ")}): use another one`);
    } else if (other !== undefined) {
      report.problem(path, undefined, `makes the name ${name}, as ${keyOf(other)} does: use another one`);
    }
    first.set(name, other ?? path);
  }
  checkPhysical([...names, ...logins(app)], `${app.name}-${stack}`, report);
}

function checkPhysical(names: readonly Name[], prefix: string, report: Report): void {
  const taken = new Map<string, Name>();
  for (const entry of names) {
    for (const named of entry.named) {
      const physical = physicalName(named, prefix, entry.name);
      const other = taken.get(`${named} ${physical}`);
      if (physical.length > nameLimits[named]) {
        report.problem(
          entry.path,
          undefined,
          `makes a name that is too long, ${physical}: use a shorter app name or stack name`,
        );
      } else if (other !== undefined && other.path.join() !== entry.path.join() && !namedAlike(entry, other, names)) {
        report.problem(
          entry.path,
          undefined,
          `makes the name ${physical}, as ${keyOf(other.path)} does: use another name`,
        );
      }
      taken.set(`${named} ${physical}`, other ?? entry);
    }
  }
}

/** Two keys that are the same have been told already. */
function namedAlike(a: Name, b: Name, all: readonly Name[]): boolean {
  return a.name === b.name && all.filter(({ name }) => name === a.name).some(({ path }) => path.length === 3);
}

function keysOf(app: App): Name[] {
  const kinds = [
    ["services", ["service", "securityGroup", "targetGroup"]],
    ["jobs", ["schedule", "securityGroup"]],
    ["databases", ["databaseInstance", "securityGroup", "subnetGroup"]],
    ["caches", ["replicationGroup", "securityGroup", "subnetGroup"]],
  ] as const;
  return kinds.flatMap(([kind, named]) =>
    Object.keys(app[kind] ?? {}).map((name): Name => ({ name, path: ["app", kind, name], named })),
  );
}

/** Tasks that slipway itself runs for a database. */
function tasksOfDatabases(app: App): Name[] {
  return Object.keys(app.databases ?? {}).flatMap((database) =>
    ["roles", "migration"].map(
      (role): Name => ({
        name: `${database}-${role}`,
        path: ["app", "databases", database],
        named: ["taskFamily", "securityGroup"],
      }),
    ),
  );
}

/** One login for each client of each store. */
function logins(app: App): Name[] {
  const tasks = [
    ...Object.entries(app.services).map(([key, { uses }]) => ({ key, uses, path: ["app", "services", key] })),
    ...Object.entries(app.jobs ?? {}).map(([key, { uses }]) => ({ key, uses, path: ["app", "jobs", key] })),
  ];
  return tasks.flatMap(({ key, uses = [], path }) =>
    Object.keys(usesByStore(uses)).map((store): Name => {
      const isCache = app.caches?.[store] !== undefined;
      return {
        name: `${isCache ? store : `${store}-roles`}-${key}`,
        path: [...path, "uses"],
        named: isCache ? ["cacheUser", "secret"] : ["secret"],
      };
    }),
  );
}
