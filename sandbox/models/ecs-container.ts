import { messageOf } from "../../lib/message-of.ts";
import type { Values } from "../model.ts";
import { isObject, list, num, object, objects, str } from "./values.ts";

/** A variable or secret of a container. */
interface ContainerVariable {
  readonly name: string;
  /** Plain text for a variable, an ARN (and perhaps a key in its JSON) for a secret. */
  readonly value: string;
}

/** One container of a task definition, as far as the sandbox reads it. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly essential: boolean;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly environment: readonly ContainerVariable[];
  readonly secrets: readonly ContainerVariable[];
  readonly ports: readonly { readonly container: number; readonly host: number; readonly protocol: string }[];
  readonly dependsOn: readonly { readonly name: string; readonly condition: string }[];
  readonly volumes: readonly string[];
  readonly hasHealthCheck: boolean;
  readonly stopSeconds?: number;
  /** Secret with the registry's credentials. */
  readonly pullSecret?: string;
  readonly log?: { readonly driver: string; readonly options: Values };
  /** The definition itself, for what is not read above. */
  readonly values: Values;
}

/** The container definitions of a task definition; empty when they are unknown or cannot be read. */
export function containersOf(taskDefinition: Values): readonly Container[] {
  const parsed = parseContainers(taskDefinition);
  return typeof parsed === "string" ? [] : parsed;
}

/** The same, or what is wrong with the JSON. */
export function parseContainers(taskDefinition: Values): readonly Container[] | string {
  const text = str(taskDefinition, "containerDefinitions");
  if (text === undefined) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return messageOf(error);
  }
  if (!Array.isArray(parsed) || !parsed.every(isObject)) return "it is not a list of objects";
  return parsed.map(container);
}

/** What a container reads before it starts: its registry's credentials and its secrets. */
export function secretsOf({ pullSecret, secrets }: Container): readonly string[] {
  return [...(pullSecret === undefined ? [] : [pullSecret]), ...secrets.map(({ value }) => value)];
}

function container(values: Values): Container {
  const stopSeconds = num(values, "stopTimeout");
  const pullSecret = str(object(values, "repositoryCredentials"), "credentialsParameter");
  const log = object(values, "logConfiguration");
  const driver = str(log, "logDriver");
  return {
    name: str(values, "name") ?? "",
    image: str(values, "image") ?? "",
    essential: values.essential !== false,
    cpu: num(values, "cpu") ?? 0,
    memoryMiB: num(values, "memory") ?? num(values, "memoryReservation") ?? 0,
    environment: variables(values, "environment", "value"),
    secrets: variables(values, "secrets", "valueFrom"),
    ports: objects(values, "portMappings").map((port) => ({
      container: num(port, "containerPort") ?? 0,
      host: num(port, "hostPort") ?? num(port, "containerPort") ?? 0,
      protocol: str(port, "protocol") ?? "tcp",
    })),
    dependsOn: objects(values, "dependsOn").map((on) => ({
      name: str(on, "containerName") ?? "",
      condition: str(on, "condition") ?? "",
    })),
    volumes: objects(values, "mountPoints").map((mount) => str(mount, "sourceVolume") ?? ""),
    hasHealthCheck: list(object(values, "healthCheck"), "command").length > 0,
    ...(stopSeconds === undefined ? {} : { stopSeconds }),
    ...(pullSecret === undefined ? {} : { pullSecret }),
    ...(driver === undefined ? {} : { log: { driver, options: object(log, "options") } }),
    values,
  };
}

function variables(values: Values, key: string, valueKey: string): readonly ContainerVariable[] {
  return objects(values, key).map((one) => ({ name: str(one, "name") ?? "", value: str(one, valueKey) ?? "" }));
}
