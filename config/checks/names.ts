import { type Named, physicalName } from "../../lib/names.ts";
import type { App, Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import { namesOfStack, type PhysicalName } from "../physical-names.ts";
import type { Report } from "../problem.ts";

/** Names of slipway's own components, which every stack has. */
export const ownNames = [
  "account",
  "network",
  "dns",
  "docker",
  "cluster",
  "cluster-shells",
  "names",
  "task-events",
  "images",
  "secrets",
  "restore-test",
  "secret-rotation",
  "alarms",
  "uptime-check",
  "log-metrics",
  "saved-queries",
  "stack-dashboard",
  "edge",
  "cost",
  "cost-anomalies",
  "sleep",
  "deploy",
  "preview",
  "boundary",
  "delivery",
  "delivery-rollback",
  "repository",
  "infrastructure",
  "github",
  "github-app",
];

/** Names of one stack are unique and fit, whatever the keys are. */
export function checkNames({ app }: Config, stack: string, report: Report): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(stack)) {
    const says = "is no name for physical names: use lower-case letters, digits and single hyphens, a letter first";
    report.problems.push({ key: "stack", value: JSON.stringify(stack), says });
    return;
  }
  const prefix = `${app.name}-${stack}`;
  const told = checkComponents(app, report);
  checkPhysical(namesOfStack(app), prefix, told, report);
  checkPrefix(app, prefix, report);
}

/** Services, jobs, databases, caches, queues, buckets and what slipway makes of them are told apart by their names in every plan. */
function checkComponents(app: App, report: Report): ReadonlySet<string> {
  const first = new Map<string, Path>();
  const told = new Set<string>();
  for (const { name, path } of componentsOf(app)) {
    const other = first.get(name);
    if (ownNames.includes(name)) {
      report.problem(path, undefined, `is a name that slipway uses itself (${ownNames.join(", ")}): use another one`);
    } else if (other !== undefined) {
      const says =
        path.at(-1) === name
          ? `is the name of ${keyOf(other)} too`
          : `makes the name ${name}, which ${keyOf(other)} has`;
      report.problem(path, undefined, `${says}: use another one`);
      told.add(keyOf(path)).add(keyOf(other));
    }
    first.set(name, other ?? path);
  }
  return told;
}

function componentsOf(app: App): { name: string; path: Path }[] {
  const kinds = ["services", "jobs", "databases", "caches", "queues", "buckets"] as const;
  const keys = kinds.flatMap((kind) =>
    Object.keys(app[kind] ?? {}).map((name) => ({ name, path: ["app", kind, name] })),
  );
  const ofDatabases = Object.keys(app.databases ?? {}).flatMap((database) =>
    ["roles", "migration"].map((role) => ({ name: `${database}-${role}`, path: ["app", "databases", database] })),
  );
  const ofCaches = Object.keys(app.caches ?? {}).map((cache) => ({
    name: `${cache}-queue-depth`,
    path: ["app", "caches", cache],
  }));
  const ofVolumes = Object.entries(app.services).flatMap(([service, { volumes = {} }]) =>
    Object.keys(volumes).map((volume) => ({
      name: `${service}-${volume}`,
      path: ["app", "services", service, "volumes", volume],
    })),
  );
  return [...keys, ...ofDatabases, ...ofCaches, ...ofVolumes];
}

/** The same for what AWS sees, where `a-b` of `c` and `a` of `b-c` are one name: one sentence for two keys. */
function checkPhysical(
  names: readonly PhysicalName[],
  prefix: string,
  toldAlready: ReadonlySet<string>,
  report: Report,
): void {
  const taken = new Map<string, PhysicalName>();
  const told = new Set<string>();
  for (const entry of names) {
    const physical = physicalName(entry.named, prefix, entry.name, entry.replacing);
    const id = `${entry.named} ${physical}`;
    const other = taken.get(id);
    if (other) {
      const pair = `${keyOf(entry.path)} ${keyOf(other.path)}`;
      const isTold = toldAlready.has(keyOf(entry.path)) && toldAlready.has(keyOf(other.path));
      if (!isTold && !told.has(pair)) {
        const says = `makes the ${nouns[entry.named] ?? "name"} ${physical}, which ${keyOf(other.path)} makes too: use another name`;
        report.problem(entry.path, undefined, says);
      }
      told.add(pair);
    }
    taken.set(id, other ?? entry);
  }
}

const nouns: Partial<Record<Named, string>> = {
  alarm: "alarm",
  cacheUser: "user",
  queue: "queue",
  role: "role",
  secret: "secret",
  securityGroup: "security group",
  targetGroup: "target group",
  taskFamily: "task",
};

/** What the role that deploys may touch by the beginning of its name alone. */
const foundByName: readonly Named[] = ["role", "schedule", "bucket", "function", "eventRule", "queue"];

/** Such names keep the whole prefix when they are shortened, because the role that deploys may touch no others. */
function checkPrefix(app: App, prefix: string, report: Report): void {
  const isCut = ({ named, name, replacing }: PhysicalName) =>
    foundByName.includes(named) && !physicalName(named, prefix, name, replacing).startsWith(`${prefix}-`);
  if (app.delivery && namesOfStack(app).some(isCut)) {
    const says = `makes the prefix ${prefix}, too long for names on AWS, by which the role that deploys finds what is the stack's: shorten the name of the app or of the stack (28 characters with the hyphen always fit)`;
    report.problem(["app", "name"], app.name, says);
  }
}
