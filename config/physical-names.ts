import type { Named } from "../lib/names.ts";
import type { App, ServiceConfig } from "./blocks.ts";
import type { Path } from "./path.ts";
import { usesByStore } from "./resolve-uses.ts";
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
  cache: "default",
  publisher: "slipway-queue-publisher",
} as const;

/** Every physical name that the keys of an app are made into: what the components pass to `physicalName`. */
export function namesOfStack(app: App): PhysicalName[] {
  return [
    ...Object.entries(app.services).flatMap(([key, service]) => ofService(key, service)),
    ...Object.keys(app.jobs ?? {}).flatMap(ofJob),
    ...Object.entries(app.databases ?? {}).flatMap(([key, { version }]) => ofDatabase(key, version)),
    ...Object.keys(app.caches ?? {}).flatMap(ofCache),
    ...Object.keys(app.queues ?? {}).flatMap(ofQueue),
    ...Object.keys(app.caches ?? {}).flatMap((cache) => ofFollowed(cache, app)),
    ...ofClients(app),
  ];
}

const alarmsByKind = {
  web: ["unhealthy", "errors", "latency", "rollback-errors", "rollback-latency", "rollback-unhealthy-tasks"],
  worker: ["restarts", "rollback-restarts"],
};
const alarmsOfBoth = ["memory", "not-running", "queue-age", "rollback-queue-age"];

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
  const alarms = [...alarmsByKind[service.kind], ...alarmsOfBoth];
  return [
    ...ofTask(key, path),
    { named: "service", name: key, path },
    ...(service.discoverable ? [{ named: "securityGroup", name: `names-${key}`, path } as const] : []),
    ...Object.keys(service.volumes ?? {}).flatMap((volume) => ofVolume(key, volume)),
    ...targets,
    ...alarmsOf(key, alarms, path),
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
    ...alarmsOf(key, ["not-started", "dropped", "not-delivered", "failed", "missed"], path),
  ];
}

function ofQueue(key: string): PhysicalName[] {
  const path = ["app", "queues", key];
  return [
    ...[key, `${key}-dead`].map((name): PhysicalName => ({ named: "queue", name, path })),
    ...alarmsOf(key, ["dead-letters", "oldest-message"], path),
  ];
}

/** What publishes the depth of the queues in a cache that services follow. */
function ofFollowed(cache: string, { services }: App): PhysicalName[] {
  const followers = Object.keys(services).filter((service) => services[service]?.scaleOn?.queue.of === cache);
  if (followers.length === 0) {
    return [];
  }
  const name = `${cache}-queue-depth`;
  const path: Path = ["app", "caches", cache];
  const silent = followers.map((service) => `${service}-silent`);
  const kinds = ["logGroup", "function", "eventRule", "role", "securityGroup"] as const;
  const login = `${cache}-${ownLogins.publisher}`;
  return [
    ...kinds.map((named) => ({ named, name, path })),
    ...(["secret", "cacheUser"] as const).map((named) => ({ named, name: login, path })),
    ...alarmsOf(name, silent, path),
  ];
}

function ofDatabase(key: string, version: string): PhysicalName[] {
  const path = ["app", "databases", key];
  const runs = [`${key}-roles-bootstrap`, `${key}-migration`];
  return [
    ...(["securityGroup", "subnetGroup", "databaseInstance"] as const).map((named) => ({ named, name: key, path })),
    { named: "parameterGroup", name: key, path, replacing: [`postgres${version}`] },
    ...ofTask(`${key}-roles-bootstrap`, path),
    ...ofTask(`${key}-migration-task`, path),
    ...runs.map((name): PhysicalName => ({ named: "parameter", name, path })),
    { named: "secret", name: `${key}-roles-${ownLogins.database}`, path },
    ...alarmsOf(key, ["cpu", "storage", "down"], path),
  ];
}

function ofCache(key: string): PhysicalName[] {
  const path = ["app", "caches", key];
  const named = ["securityGroup", "subnetGroup", "replicationGroup", "cacheUserGroup"] as const;
  return [
    ...named.map((kind) => ({ named: kind, name: key, path })),
    { named: "cacheUser", name: `${key}-${ownLogins.cache}`, path },
    ...alarmsOf(key, ["memory", "engine-cpu"], path),
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

function alarmsOf(name: string, signals: readonly string[], path: Path): PhysicalName[] {
  return signals.map((signal) => ({ named: "alarm", name: `${name}-${signal}`, path }));
}

/** One login for each client of each store. */
function ofClients(app: App): PhysicalName[] {
  const tasks = (["services", "jobs"] as const).flatMap((kind) =>
    Object.entries(app[kind] ?? {}).map(([key, { uses = [] }]) => ({ key, uses, path: ["app", kind, key, "uses"] })),
  );
  return tasks.flatMap(({ key, uses, path }) =>
    Object.keys(usesByStore(uses)).flatMap((store): PhysicalName[] => {
      const kind = storeKind(app, store);
      if (kind === undefined || key === ownLogins[kind]) {
        return [];
      }
      return kind === "database"
        ? [{ named: "secret", name: `${store}-roles-${key}`, path }]
        : (["secret", "cacheUser"] as const).map((named) => ({ named, name: `${store}-${key}`, path }));
    }),
  );
}
