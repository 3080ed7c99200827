import { cacheFamily } from "../lib/cache-family.ts";
import type { Named } from "../lib/names.ts";
import { alarmsOfApp } from "./alarm-names.ts";
import type { App, ServiceConfig } from "./blocks.ts";
import type { Path } from "./path.ts";
import { usesByStore } from "./resolve-uses.ts";
import { mostReplicas } from "./schema/database-tuning.ts";
import { storeKind } from "./tasks.ts";

/** One thing that AWS knows by a name, before the prefix of the stack and shortening. */
export interface PhysicalName {
  readonly named: Named;
  readonly name: string;
  /** The key that it is made of. */
  readonly path: Path;
  /** Values that are hashed into the name. */
  readonly replacing?: readonly unknown[];
}

/** Logins that a store has by itself, as they stand in names; that no client has them is checked where logins are. */
export const ownLogins = {
  database: "slipway-migrator",
  restoreTest: "slipway-restore-test",
  cache: "default",
  publisher: "slipway-queue-publisher",
} as const;

/** Whether a store has a login of this name by itself. */
export function isOwnLogin(store: "database" | "cache", name: string): boolean {
  return name === ownLogins[store] || (store === "database" && name === ownLogins.restoreTest);
}

/** Every physical name that the keys of an app are made into: what the components pass to `physicalName`. */
export function namesOfStack(app: App): PhysicalName[] {
  return [
    ...Object.entries(app.services).flatMap(([key, service]) => ofService(key, service)),
    ...Object.keys(app.jobs ?? {}).flatMap(ofJob),
    ...Object.entries(app.databases ?? {}).flatMap(([key, { version }]) => ofDatabase(key, version)),
    ...Object.entries(app.caches ?? {}).flatMap(([key, cache]) => ofCache(key, cache)),
    ...Object.keys(app.queues ?? {}).flatMap(ofQueue),
    ...Object.keys(app.buckets ?? {}).flatMap(ofBucket),
    ...Object.keys(app.caches ?? {}).flatMap((cache) => ofFollowed(cache, app)),
    ...ofClients(app),
    ...alarmsOfApp(app).flatMap(({ name, path }) => (path ? [{ named: "alarm", name, path } as const] : [])),
  ];
}

function ofService(key: string, service: ServiceConfig): PhysicalName[] {
  const path: Path = ["app", "services", key];
  const targets: PhysicalName[] =
    service.kind === "web"
      ? [
          ...["targets", "targets-alternate"].map((role): PhysicalName => {
            const replacing = [protocolVersions[service.protocol ?? "http1"], service.sticky ?? false, role];
            return { named: "targetGroup", name: key, path, replacing };
          }),
          { named: "role", name: `${key}-shift`, path },
        ]
      : [];
  return [
    ...ofTask(key, path),
    { named: "service", name: key, path },
    ...(service.discoverable ? [{ named: "securityGroup", name: `names-${key}`, path } as const] : []),
    ...Object.keys(service.volumes ?? {}).flatMap((volume) => ofVolume(key, volume)),
    ...targets,
  ];
}

const protocolVersions = { http1: "HTTP1", http2: "HTTP2", grpc: "GRPC" };

function ofVolume(service: string, volume: string): PhysicalName[] {
  const path: Path = ["app", "services", service, "volumes", volume];
  return (["securityGroup", "fileSystem"] as const).map((named) => ({ named, name: `${service}-${volume}`, path }));
}

function ofJob(key: string): PhysicalName[] {
  const path = ["app", "jobs", key];
  return [
    ...ofTask(key, path),
    { named: "schedule", name: key, path },
    { named: "role", name: `${key}-launch`, path },
    { named: "queue", name: `${key}-dropped`, path },
  ];
}

/** The account is in it too, but that is the same for all. */
function ofBucket(key: string): PhysicalName[] {
  return [{ named: "bucket", name: `${key}-${"0".repeat(12)}`, path: ["app", "buckets", key] }];
}

function ofQueue(key: string): PhysicalName[] {
  const path = ["app", "queues", key];
  return [key, `${key}-dead`].map((name): PhysicalName => ({ named: "queue", name, path }));
}

/** What publishes the depth of the queues in a cache that services follow. */
function ofFollowed(cache: string, { services, caches }: App): PhysicalName[] {
  const followers = Object.keys(services).filter((service) => services[service]?.scaleOn?.queue.of === cache);
  if (followers.length === 0) {
    return [];
  }
  const name = `${cache}-queue-depth`;
  const path: Path = ["app", "caches", cache];
  const kinds = ["logGroup", "function", "eventRule", "role", "securityGroup"] as const;
  return [...kinds.map((named) => ({ named, name, path })), ...cacheLogin(cache, ownLogins.publisher, caches, path)];
}

/** What one login to a cache has: a secret and a user. */
function cacheLogin(cache: string, login: string, caches: App["caches"], path: Path): PhysicalName[] {
  const name = `${cache}-${login}`;
  return [
    { named: "secret", name, path },
    { named: "cacheUser", name, path, replacing: [caches?.[cache]?.engine] },
  ];
}

function ofDatabase(key: string, version: string): PhysicalName[] {
  const path = ["app", "databases", key];
  const runs = [`${key}-roles-bootstrap`, `${key}-migration`];
  return [
    ...(["securityGroup", "subnetGroup", "databaseInstance"] as const).map((named) => ({ named, name: key, path })),
    { named: "parameterGroup", name: key, path, replacing: [`postgres${version}`] },
    ...Array.from({ length: mostReplicas }, (_, at): PhysicalName => {
      return { named: "databaseInstance", name: `${key}-replica-${at + 1}`, path };
    }),
    { named: "secret", name: `${key}-master`, path },
    ...ofTask(`${key}-roles-bootstrap`, path),
    ...ofTask(`${key}-migration-task`, path),
    ...runs.map((name): PhysicalName => ({ named: "parameter", name, path })),
    ...[ownLogins.database, ownLogins.restoreTest].map(
      (role): PhysicalName => ({ named: "secret", name: `${key}-roles-${role}`, path }),
    ),
  ];
}

function ofCache(key: string, { engine, version }: NonNullable<App["caches"]>[string]): PhysicalName[] {
  const path = ["app", "caches", key];
  const named = ["securityGroup", "subnetGroup", "replicationGroup"] as const;
  return [
    ...named.map((kind) => ({ named: kind, name: key, path })),
    { named: "parameterGroup", name: key, path, replacing: [cacheFamily(engine, version)] },
    { named: "cacheUserGroup", name: key, path, replacing: [engine] },
    { named: "cacheUser", name: `${key}-${ownLogins.cache}`, path, replacing: [engine] },
  ];
}

/** What every kind of task has. */
function ofTask(name: string, path: Path): PhysicalName[] {
  return [
    ...(["taskFamily", "logGroup", "securityGroup"] as const).map((named) => ({ named, name, path })),
    { named: "role", name: `${name}-execution`, path },
    { named: "role", name: `${name}-app`, path },
  ];
}

/** One login for each client of each store. */
function ofClients(app: App): PhysicalName[] {
  const tasks = (["services", "jobs"] as const).flatMap((kind) =>
    Object.entries(app[kind] ?? {}).map(([key, { uses = [] }]) => ({ key, uses, path: ["app", kind, key, "uses"] })),
  );
  return tasks.flatMap(({ key, uses, path }) =>
    Object.keys(usesByStore(uses)).flatMap((store): PhysicalName[] => {
      const kind = storeKind(app, store);
      if (kind === undefined || isOwnLogin(kind, key)) {
        return [];
      }
      return kind === "database"
        ? [{ named: "secret", name: `${store}-roles-${key}`, path }]
        : cacheLogin(store, key, app.caches, path);
    }),
  );
}
