import { listenerPriorities, type RoutedPath } from "../lib/listener-priority.ts";
import type { Stack } from "./stack.ts";
import type { CacheUse, DatabaseUse, Image, QueueSignal, QueueUse, Route, Use, WebService } from "./stack-tasks.ts";

/** Services and jobs that log in to a database, by their name. */
export function databaseClients(stack: Stack, database: string): Record<string, DatabaseUse> {
  return clients(stack, database, (use) => (use.store === "database" ? use : undefined));
}

/** Services and jobs that log in to a cache, by their name. */
export function cacheClients(stack: Stack, cache: string): Record<string, CacheUse> {
  return clients(stack, cache, (use) => (use.store === "cache" ? use : undefined));
}

/** Services and jobs that use a queue, by their name. */
export function queueClients(stack: Stack, queue: string): Record<string, QueueUse> {
  return clients(stack, queue, (use) => (use.store === "queue" ? use : undefined));
}

/** Services that use another service, by their name. */
export function callers(stack: Stack, service: string): string[] {
  return Object.keys(clients(stack, service, (use) => (use.store === "service" ? use : undefined)));
}

function clients<Of extends Use>(stack: Stack, store: string, ofKind: (use: Use) => Of | undefined) {
  return Object.fromEntries(
    Object.entries({ ...stack.services, ...stack.jobs }).flatMap(([name, { uses }]): [string, Of][] => {
      const use = uses[store] && ofKind(uses[store]);
      return use ? [[name, use]] : [];
    }),
  );
}

/** A queue in a cache that a service follows. */
export type CacheSignal = Extract<QueueSignal, { kind: "cache" }>;

/** What the services of a stack scale by in one cache, by the service; empty when none does. */
export function queueSignals(stack: Stack, cache: string): Record<string, CacheSignal> {
  return Object.fromEntries(
    Object.entries(stack.services).flatMap(([name, { scaleOn }]): [string, CacheSignal][] =>
      scaleOn?.kind === "cache" && scaleOn.of === cache ? [[name, scaleOn]] : [],
    ),
  );
}

/** How the migrator of a database logs in: as its migration says, or like any client of libpq. */
export function migratorUse(stack: Stack, database: string): Pick<DatabaseUse, "env" | "urlDialect"> {
  const use = stack.databases[database]?.migrate?.uses[database];
  return use?.store === "database" ? use : { env: "DATABASE_URL", urlDialect: "libpq" };
}

/** Every host name that a route names, for the records of the domain. */
export function hostsOf(stack: Stack): string[] {
  return [...new Set(webServices(stack).flatMap(([, { routes }]) => routes.flatMap(({ host }) => host ?? [])))].sort();
}

/** A route with its place among all rules of the listener. */
export type PrioritizedRoute = Route & { readonly priority: number; readonly movedBy?: string };

/** The routes of one service, each with its priority among those of all services: they share one listener. */
export function prioritized(stack: Stack, name: string, { routes }: WebService): PrioritizedRoute[] {
  const slots = listenerPriorities(
    webServices(stack).flatMap(([service, own]) => own.routes.map((route) => routedPath(service, route))),
  );
  return routes.map((route) => {
    const { priority = 0, movedBy } = slots.get(routedPath(name, route).identity) ?? {};
    return { ...route, priority, ...(movedBy !== undefined && { movedBy }) };
  });
}

/** Routes that had to give way to another one of their slot, a sentence each: nobody reads that off a priority. */
export function movedRoutes(stack: Stack): string[] {
  return webServices(stack).flatMap(([name, service]) =>
    prioritized(stack, name, service).flatMap(({ key, priority, movedBy }) =>
      movedBy === undefined ? [] : [`${name} ${key}: ${priority}, because ${movedBy} hashes to the same place`],
    ),
  );
}

/** What decides where the rule of a service's route stands. */
export function routedPath(service: string, { key, host, path }: Route): RoutedPath {
  return { identity: `${service}/${key}`, ...(host !== undefined && { host }), path };
}

function webServices(stack: Stack): [string, WebService][] {
  return Object.entries(stack.services).flatMap(([name, service]) => (service.kind === "web" ? [[name, service]] : []));
}

/** The image of every task that the app describes. */
export function imagesOf(stack: Stack): Image[] {
  const migrations = Object.values(stack.databases).flatMap(({ migrate }) => migrate ?? []);
  return [...Object.values(stack.services), ...Object.values(stack.jobs), ...migrations].map(({ image }) => image);
}

/** Services that others reach by their name, and their port. */
export function serversOf(stack: Stack): Record<string, { readonly port: number }> {
  return Object.fromEntries(
    Object.entries(stack.services).flatMap(([name, { discoverable, port }]) =>
      discoverable && port !== undefined ? [[name, { port }]] : [],
    ),
  );
}

/** File systems by the task that has them and their own name, and what the task runs as. */
export function volumesOf(stack: Stack): Record<string, Record<string, { readonly user?: string }>> {
  return Object.fromEntries(
    Object.entries({ ...stack.services, ...stack.jobs }).map(([name, { volumes, user }]) => [
      name,
      Object.fromEntries(Object.keys(volumes).map((volume) => [volume, user === undefined ? {} : { user }])),
    ]),
  );
}

/** ARNs of the secrets that somebody else made. */
export function existingSecrets(stack: Stack): string[] {
  return Object.values(stack.secrets).flatMap((secret) => (secret.kind === "existing" ? [secret.arn] : []));
}

/**
 * Services by the ARN of each secret of somebody else that they or a container beside them read when they start; what
 * an image is pulled with is read anew by every task, and a job is a new task each time.
 */
export function secretReaders(stack: Stack): Record<string, string[]> {
  const readers: Record<string, string[]> = {};
  for (const [service, { secrets, sidecars }] of Object.entries(stack.services)) {
    const names = [...secrets, ...Object.values(sidecars).flatMap((sidecar) => sidecar.secrets)];
    for (const secret of new Set(names.map((name) => stack.secrets[name]))) {
      if (secret?.kind === "existing" && !readers[secret.arn]?.includes(service)) {
        readers[secret.arn] = [...(readers[secret.arn] ?? []), service];
      }
    }
  }
  return readers;
}

/** What of a stack can be switched off for a night: services that have tasks, databases of our own that RDS stops. */
export function sleepers(stack: Pick<Stack, "services" | "databases">) {
  return {
    services: Object.fromEntries(
      Object.entries(stack.services)
        .filter(([, { off }]) => !off)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    databases: Object.keys(stack.databases)
      .filter((name) => {
        const { replicas = 0, existing } = stack.databases[name] ?? {};
        return replicas === 0 && !existing;
      })
      .sort(),
  };
}

/** What tasks of the stack may call by the configuration's word, whichever they are. */
export function permissionsOf(
  stack: Stack,
): { readonly actions: readonly string[]; readonly resources: readonly string[] }[] {
  const migrations = Object.values(stack.databases).flatMap(({ migrate }) => migrate ?? []);
  return [...Object.values(stack.services), ...Object.values(stack.jobs), ...migrations].flatMap(
    ({ permissions }) => permissions,
  );
}
