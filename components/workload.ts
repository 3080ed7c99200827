import type * as pulumi from "@pulumi/pulumi";
import { found, mapValues, merge } from "../lib/records.ts";
import type { SecretReference } from "./app-secrets.ts";
import type { StoreLogin, TaskArgs, TaskPlace } from "./task.ts";

/** A task as the app describes it: names where a task needs the things themselves. */
export interface Workload extends Omit<TaskArgs, "place" | "image" | "environment" | "secrets" | "stores"> {
  readonly image: { readonly uri: string; readonly architecture: "x86_64" | "arm64"; readonly pullSecret?: string };
  /** A value, or `{from}`: the name of something that is known only when it exists. */
  readonly env: Readonly<Record<string, string | { readonly from: string }>>;
  readonly secrets: readonly string[];
  readonly uses: Readonly<Record<string, unknown>>;
}

/** A database or cache as its clients see it. */
export interface Store {
  /** By the client's name. */
  readonly logins: Readonly<Record<string, StoreLogin>>;
  /** What a client must wait for: roles, and the schema that the release needs. */
  readonly ready: readonly pulumi.Resource[];
}

/** What the names in a workload stand for. */
export interface Surroundings {
  readonly place: TaskPlace;
  /** By NAME. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
  readonly stores: Readonly<Record<string, Store>>;
  /** Values by what `from` may name, for example `databases.main.host`. */
  readonly values: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Puts the things where the workload of `client` has names. */
export function taskArgs(
  client: string,
  workload: Workload,
  around: Surroundings,
): TaskArgs & { readonly after: readonly pulumi.Resource[] } {
  const { env, uses, secrets, image, ...rest } = workload;
  const { pullSecret, ...imageItself } = image;
  const stores = mapValues(uses, (_, name) => found(around.stores, name));
  return {
    ...rest,
    place: around.place,
    image: { ...imageItself, ...(pullSecret && { pullSecret: found(around.secrets, pullSecret) }) },
    environment: mapValues(env, (value) => (typeof value === "string" ? value : found(around.values, value.from))),
    secrets: Object.fromEntries(secrets.map((name) => [name, found(around.secrets, name)])),
    stores: mapValues(stores, ({ logins }) => found(logins, client)),
    after: Object.values(stores).flatMap(({ ready }) => ready),
  };
}

/** What a variable's `from` may name: where stores are, and where the app itself is. */
export function references(
  databases: Readonly<Record<string, { host: pulumi.Input<string>; port: number; databaseName: string }>>,
  caches: Readonly<Record<string, { host: pulumi.Input<string>; port: number }>>,
  url: pulumi.Input<string>,
): Record<string, pulumi.Input<string>> {
  return {
    "stack.url": url,
    ...merge(
      Object.entries(databases).map(([name, { host, port, databaseName }]) => ({
        [`databases.${name}.host`]: host,
        [`databases.${name}.port`]: `${port}`,
        [`databases.${name}.name`]: databaseName,
      })),
    ),
    ...merge(
      Object.entries(caches).map(([name, { host, port }]) => ({
        [`caches.${name}.host`]: host,
        [`caches.${name}.port`]: `${port}`,
      })),
    ),
  };
}
