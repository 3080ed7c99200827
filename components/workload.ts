import type * as pulumi from "@pulumi/pulumi";
import { found, mapValues, merge } from "../lib/records.ts";
import type { SecretReference } from "./app-secrets.ts";
import { type Bucket, bucketPermissions } from "./bucket.ts";
import { type Queue, queueActions } from "./queue.ts";
import type { ServiceNamespace } from "./service-namespace.ts";
import type { SidecarArgs, StoreLogin, TaskArgs, TaskPlace, VolumeArgs } from "./task-args.ts";

/** A task as the app describes it: names where a task needs the things themselves. */
export interface Workload
  extends Omit<
    TaskArgs,
    "place" | "image" | "environment" | "secrets" | "stores" | "services" | "serviceConnect" | "sidecars" | "volumes"
  > {
  readonly image: Omit<TaskArgs["image"], "pullSecret"> & { readonly pullSecret?: string };
  /** A value, or `{from}`: the name of something that is known only when it exists. */
  readonly env: Readonly<Record<string, string | { readonly from: string }>>;
  readonly secrets: readonly string[];
  readonly uses: Readonly<Record<string, Use>>;
  readonly sidecars: Readonly<Record<string, Sidecar>>;
  readonly volumes: Readonly<Record<string, Pick<VolumeArgs, "path">>>;
  /** Other services reach it by its name. */
  readonly discoverable?: boolean;
}

interface Sidecar extends Omit<SidecarArgs, "environment" | "secrets" | "pullSecret"> {
  readonly pullSecret?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** How a task uses something else of the stack. */
type Use =
  | { readonly store: "database" | "cache" }
  | { readonly store: "queue"; readonly access: "read" | "write"; readonly env: string }
  | { readonly store: "bucket"; readonly access: "read" | "write"; readonly env: string }
  | { readonly store: "service"; readonly env: string };

/** A database or cache as its clients see it. */
interface Store {
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
  readonly queues: Readonly<Record<string, Pick<Queue, "arn" | "url" | "ready">>>;
  readonly buckets: Readonly<Record<string, Pick<Bucket, "arn" | "bucketName" | "ready">>>;
  /** Absent when no service is discoverable. */
  readonly namespace?: Pick<ServiceNamespace, "arn" | "doors">;
  /** By the task's name, then by that of its volume. */
  readonly files: Readonly<Record<string, Readonly<Record<string, VolumeArgs["files"]>>>>;
  /** Values by what `from` may name, for example `databases.main.host`. */
  readonly values: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Puts the things where the workload of `client` has names. */
export function taskArgs(
  client: string,
  workload: Workload,
  around: Surroundings,
): TaskArgs & { readonly after: readonly pulumi.Resource[] } {
  const { env, uses, secrets, image, sidecars, volumes, permissions, discoverable, ...rest } = workload;
  const { pullSecret, ...imageItself } = image;
  const { namespace } = around;
  const pulledWith = (secret: string | undefined) =>
    secret === undefined ? {} : { pullSecret: found(around.secrets, secret) };
  const secretsOf = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, found(around.secrets, name)]));
  const stores = mapValues({ ...usesOf(uses, "database"), ...usesOf(uses, "cache") }, (_, name) =>
    found(around.stores, name),
  );
  const queues = mapValues(usesOf(uses, "queue"), (use, name) => ({ ...use, ...found(around.queues, name) }));
  const buckets = mapValues(usesOf(uses, "bucket"), (use, name) => ({ ...use, ...found(around.buckets, name) }));
  const services = mapValues(usesOf(uses, "service"), ({ env: variable }, name) => ({
    variable,
    door: found(namespace?.doors ?? {}, name),
  }));
  return {
    ...rest,
    place: around.place,
    image: { ...imageItself, ...pulledWith(pullSecret) },
    environment: {
      ...mapValues(env, (value) => (typeof value === "string" ? value : found(around.values, value.from))),
      ...Object.fromEntries(Object.values(queues).map(({ env: variable, url }) => [variable, url])),
      ...Object.fromEntries(Object.values(buckets).map(({ env: variable, bucketName }) => [variable, bucketName])),
      ...Object.fromEntries(
        Object.entries(services).map(([name, { variable, door }]) => [variable, `http://${name}:${door.port}`]),
      ),
    },
    secrets: secretsOf(secrets),
    stores: mapValues(stores, ({ logins }) => found(logins, client)),
    services: mapValues(services, ({ door }) => door),
    ...serviceConnectOf(
      client,
      { discoverable: discoverable ?? false, calls: Object.keys(services).length > 0 },
      around,
    ),
    sidecars: mapValues(sidecars, ({ env: environment, secrets: names, pullSecret: secret, ...sidecar }) => ({
      ...sidecar,
      ...pulledWith(secret),
      environment,
      secrets: secretsOf(names),
    })),
    volumes: mapValues(volumes, ({ path }, volume) => ({ path, files: found(found(around.files, client), volume) })),
    permissions: [
      ...permissions,
      ...Object.values(queues).map(({ access, arn }) => ({ actions: queueActions[access], resources: [arn] })),
      ...Object.values(buckets).flatMap(({ access, arn }) => bucketPermissions(access, arn)),
    ],
    after: [...Object.values(stores), ...Object.values(queues), ...Object.values(buckets)].flatMap(
      ({ ready }) => ready,
    ),
  };
}

/** What a workload uses of one kind, in the order of their names. */
function usesOf<Kind extends Use["store"]>(
  uses: Workload["uses"],
  kind: Kind,
): Record<string, Extract<Use, { readonly store: Kind }>> {
  const isOf = (entry: readonly [string, Use]): entry is [string, Extract<Use, { readonly store: Kind }>] =>
    entry[1].store === kind;
  return Object.fromEntries(
    Object.entries(uses)
      .filter(isOf)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function serviceConnectOf(
  client: string,
  { discoverable, calls }: { readonly discoverable: boolean; readonly calls: boolean },
  { namespace }: Surroundings,
): Pick<TaskArgs, "serviceConnect"> {
  if (!namespace || (!discoverable && !calls)) {
    return {};
  }
  const door = discoverable && { door: found(namespace.doors, client) };
  return { serviceConnect: { namespaceArn: namespace.arn, ...door } };
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
