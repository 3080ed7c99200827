import { type Named, nameLimits, physicalName } from "../../lib/names.ts";
import type { App, Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import type { Report } from "../problem.ts";
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
      const says =
        path.at(-1) === name
          ? `is the name of ${keyOf(other)} too`
          : `makes the name ${name}, which ${keyOf(other)} has`;
      report.problem(path, undefined, `${says}: use another one`);
    }
    first.set(name, other ?? path);
  }
  checkPhysical([...unique(names), ...logins(app)], `${app.name}-${stack}`, report);
}

/** What is there twice has been told already. */
function unique(names: readonly Name[]): Name[] {
  return names.filter(({ name }, index) => names.findIndex((other) => other.name === name) === index);
}

/** The same for what AWS sees, where `a-b` of `c` and `a` of `b-c` are one name. */
function checkPhysical(names: readonly Name[], prefix: string, report: Report): void {
  const taken = new Map<string, Name>();
  for (const entry of names) {
    const physical = entry.named.map((named) => `${named} ${physicalName(named, prefix, entry.name)}`);
    const other = physical.map((name) => taken.get(name)).find((known) => known !== undefined);
    const tooLong = entry.named.find((named) => physicalName(named, prefix, entry.name).length > nameLimits[named]);
    if (tooLong) {
      const says = `makes a name that is too long for a ${tooLong}: use a shorter name of the app or the stack`;
      report.problem(entry.path, undefined, says);
    } else if (other) {
      const says = `makes the name ${prefix}-${entry.name}, which ${keyOf(other.path)} makes too: use another name`;
      report.problem(entry.path, undefined, says);
    }
    for (const name of physical) {
      taken.set(name, taken.get(name) ?? entry);
    }
  }
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
