import { isDeepStrictEqual } from "node:util";
import type { Values } from "../model.ts";
import { isObject, objects, str } from "./values.ts";

// ECS answers each of these although nobody gave it.
const ALWAYS_THERE: Readonly<Record<string, "list" | "number" | "boolean">> = {
  cpu: "number",
  environment: "list",
  essential: "boolean",
  mountPoints: "list",
  portMappings: "list",
  systemControls: "list",
  volumesFrom: "list",
};
const SORTED_BY_NAME = ["environment", "secrets"];

/**
 * What makes container definitions differ from ECS's own answer, or `undefined` when nothing does.
 *
 * @param text the JSON of a list of objects
 * @param sharedPorts under awsvpc ECS adds the host port, which is the container port
 */
export function canonicalContainers(text: string, sharedPorts: boolean): string | undefined {
  const parsed: unknown = JSON.parse(text);
  const containers = Array.isArray(parsed) ? parsed.filter(isObject) : [];
  const names = containers.map((container) => str(container, "name") ?? "");
  if (!isSorted(names)) return `containers are not sorted by name (${names.join(", ")}): sort them`;
  return containers.map((container) => differenceIn(container, sharedPorts)).find((found) => found !== undefined);
}

function differenceIn(container: Values, sharedPorts: boolean): string | undefined {
  const of = `of container "${container.name}"`;
  for (const [key, kind] of Object.entries(ALWAYS_THERE)) {
    const value = container[key];
    if (kind === "list" ? !Array.isArray(value) : typeof value !== kind)
      return `${key} ${of} is missing, and ECS answers ${{ list: "[]", number: "0", boolean: "true" }[kind]}: write it`;
  }
  const empty = Object.keys(container).find((key) => holdsNull(container[key]));
  if (empty !== undefined) return `${empty} ${of} holds null, which ECS drops: leave it out`;
  for (const key of SORTED_BY_NAME) {
    const names = objects(container, key).map((one) => str(one, "name") ?? "");
    if (!isSorted(names)) return `${key} ${of} is not sorted by name (${names.join(", ")}): sort it`;
  }
  const bare = objects(container, "portMappings").find(
    (port) => port.protocol === undefined || (sharedPorts && port.hostPort === undefined),
  );
  return bare === undefined
    ? undefined
    : `port ${bare.containerPort} ${of} has no hostPort or no protocol, which ECS answers: write both`;
}

function isSorted(names: readonly string[]): boolean {
  return isDeepStrictEqual(names, names.toSorted());
}

function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.some(holdsNull);
  return isObject(value) && Object.values(value).some(holdsNull);
}
