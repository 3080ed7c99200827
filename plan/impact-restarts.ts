import { isDeepStrictEqual } from "node:util";
import type { Change, ChangedProperty } from "./change.ts";
import type { PlannedResource } from "./plan.ts";

/** What starts tasks, the input that names its task definition, and when the new ones come. */
const starters: Readonly<Record<string, { readonly input: string; readonly when: string }>> = {
  "aws:ecs/service:Service": { input: "taskDefinition", when: "" },
  "aws:scheduler/schedule:Schedule": { input: "target", when: " (from its next run)" },
};

/** A line for each service and job that is new or gets new tasks: what it is called, and what is different in them. */
export function restartsOf(changes: readonly Change[]): string[] {
  const byUrn = new Map(changes.flatMap((change) => (change.after ? [[change.after.urn, change] as const] : [])));
  return changes.flatMap(({ what, before, after, properties }) => {
    const starter = after && starters[after.type];
    if (!starter || what === "same") {
      return [];
    }
    const called = `${after.path.split("/")[0]}${starter.when}`;
    if (what === "create") {
      return [`${called}: new`];
    }
    const definitions = (after.references?.[starter.input] ?? []).flatMap((urn) => byUrn.get(urn) ?? []);
    const causes = [...definitions.flatMap(inDefinition), ...ofItself(before, after, properties)];
    const says = [...new Set(causes)].join(", ");
    return says === "" ? [] : [`${called}: ${says}`];
  });
}

/** Every deployment of a service is forced, so all that it is told makes new tasks; a schedule starts them as it did. */
function ofItself(
  before: PlannedResource | undefined,
  after: PlannedResource,
  properties: readonly ChangedProperty[],
): string[] {
  if (after.type !== "aws:ecs/service:Service") return [];
  const roots = properties.map(rootOf).filter((root) => root !== "tags" && root !== "taskDefinition");
  return roots.map((root) => (root === "alarms" ? inAlarms(before, after) : root));
}

/** A rollback switches them off, and the release after it on again: else nobody would know why all services are in it. */
function inAlarms(before: PlannedResource | undefined, after: PlannedResource): string {
  const [was, is] = [before, after].map((one) => Object(one?.inputs.alarms).enable);
  if (was === true && is === false) return "rollback alarms off, as in every rollback";
  return was === false && is === true ? "rollback alarms on again" : "alarms";
}

function inDefinition({ what, before, after, properties }: Change): string[] {
  if (what !== "replace" || !before || !after || after.type !== "aws:ecs/taskDefinition:TaskDefinition") {
    return [];
  }
  const others = properties.filter((property) => rootOf(property) !== "containerDefinitions");
  return [
    ...inContainers(before, after),
    ...others.map(({ property, from, to }) =>
      property === "cpu" || property === "memory" ? `${property} ${from} → ${to}` : property,
    ),
  ];
}

function rootOf({ property }: ChangedProperty): string {
  return property.split(/[.[]/)[0] ?? property;
}

/** As much of a container definition as is compared. */
type Container = Readonly<Record<string, unknown>>;

function inContainers(before: PlannedResource, after: PlannedResource): string[] {
  const [old, now] = [containersOf(before), containersOf(after)];
  // The family's own container is named like what it is of; the others stand beside it.
  const main = before.path.split("/").at(-2);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    const of = name === main ? "" : ` of ${name}`;
    if (!was || !is) {
      return [`${name} ${is ? "added" : "removed"}`];
    }
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
    return keys.filter((key) => !isDeepStrictEqual(was[key], is[key])).map((key) => `${inKey(key, was, is)}${of}`);
  });
}

function containersOf({ inputs }: PlannedResource): ReadonlyMap<string, Container> {
  const { containerDefinitions } = inputs;
  const parsed: unknown = typeof containerDefinitions === "string" ? JSON.parse(containerDefinitions) : [];
  const list: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
  return new Map(list.map((one): [string, Container] => [String(Object(one).name), Object(one)]));
}

/** `image 307ce30a406e → 50b2820bc39c`, `env LOG_LEVEL (new), PORT (changed)`, `command`. */
function inKey(key: string, was: Container, is: Container): string {
  if (key === "image") {
    const [from, to] = [shortImage(was.image, is.image), shortImage(is.image, was.image)];
    return `image ${from} → ${to}`;
  }
  if (key === "environment" || key === "secrets") {
    return `${key === "secrets" ? "secret" : "env"} ${changedNames(was[key], is[key]).join(", ")}`;
  }
  return key;
}

/** The digest's first digits where the repository is the same, as a release has it; else all of it. */
function shortImage(image: unknown, other: unknown): string {
  const [repository, digest = ""] = String(image).split("@sha256:");
  return digest !== "" && repository === String(other).split("@")[0] ? digest.slice(0, 12) : String(image);
}

/** Names in two lists of `{ name, … }` whose values are not the same, each with what becomes of it. */
function changedNames(was: unknown, is: unknown): string[] {
  const [old, now] = [named(was), named(is)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names
    .filter((name) => !isDeepStrictEqual(old.get(name), now.get(name)))
    .toSorted()
    .map((name) => `${name} (${!old.has(name) ? "new" : now.has(name) ? "changed" : "removed"})`);
}

function named(list: unknown): ReadonlyMap<string, unknown> {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  return new Map(items.map((item) => [String(Object(item).name), item]));
}
