import { listenerPriorities } from "../lib/listener-priority.ts";
import type { CacheUse, DatabaseUse, Route, Stack, WebService } from "./stack.ts";

/** Services and jobs that log in to a database, by their name. */
export function databaseClients(stack: Stack, database: string): Record<string, DatabaseUse> {
  return Object.fromEntries(
    Object.entries({ ...stack.services, ...stack.jobs }).flatMap(([name, { uses }]) => {
      const use = uses[database];
      return use?.store === "database" ? [[name, use]] : [];
    }),
  );
}

/** Services and jobs that log in to a cache, by their name. */
export function cacheClients(stack: Stack, cache: string): Record<string, CacheUse> {
  return Object.fromEntries(
    Object.entries({ ...stack.services, ...stack.jobs }).flatMap(([name, { uses }]) => {
      const use = uses[cache];
      return use?.store === "cache" ? [[name, use]] : [];
    }),
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

/** The routes of one service, each with its priority among those of all services: they share one listener. */
export function prioritized(stack: Stack, { routes }: WebService): (Route & { readonly priority: number })[] {
  const priorities = listenerPriorities(webServices(stack).flatMap(([, service]) => service.routes));
  return routes.map((route) => ({ ...route, priority: priorities.get(route.key) ?? 0 }));
}

function webServices(stack: Stack): [string, WebService][] {
  return Object.entries(stack.services).flatMap(([name, service]) => (service.kind === "web" ? [[name, service]] : []));
}
