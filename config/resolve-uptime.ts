import { listenerPriorities } from "../lib/listener-priority.ts";
import { contains } from "../lib/path-pattern.ts";
import { parseRoute } from "../lib/route.ts";
import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { routedPath } from "./relations.ts";
import { resolveDomain } from "./resolve-edge.ts";
import { everything, resolveRoute } from "./resolve-routes.ts";

/** The look from outside; absent where nobody looks. */
export function resolveUptime(config: Config): { readonly path: string } | undefined {
  const { uptime, domain, profile } = config.environment;
  if (domain === undefined || uptime === "none") {
    return undefined;
  }
  if (uptime) {
    return uptime;
  }
  const path = profiles[profile].uptime ? healthPathOnApex(config) : undefined;
  return path === undefined ? undefined : { path };
}

/** The health path of the first service, by name, that answers it on the apex itself; undefined when none does. */
export function healthPathOnApex(config: Config): string | undefined {
  return Object.entries(config.app.services)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([service, one]) => {
      if (one.kind !== "web" || one.protocol === "grpc") {
        return [];
      }
      const { path, codes = "200" } = typeof one.health === "string" ? { path: one.health } : one.health;
      // Route 53 takes 200 to 399 for an answer.
      return /^[23]/.test(codes) ? [{ service, path }] : [];
    })
    .find(({ service, path }) => answeringOnApex(config, path) === service)?.path;
}

/** The service that the load balancer hands a path on the apex to; undefined when nobody gets it. */
export function answeringOnApex(config: Config, path: string): string | undefined {
  const { app, environment } = config;
  const [asked = ""] = path.split("?");
  const isClosed = (environment.edge?.closed ?? []).some((pattern) => contains(pattern, asked));
  if (isClosed || environment.domain === undefined) {
    return undefined;
  }
  const apex = resolveDomain(environment.domain).name;
  const rules = Object.entries(app.services)
    .flatMap(([service, one]) =>
      one.kind === "web"
        ? (one.routes ?? everything)
            // One that is wrong is told by itself, and leads nowhere.
            .filter((route) => !("wrong" in parseRoute(route)))
            .flatMap((route) => resolveRoute(route, config).map((rule) => ({ service, rule })))
        : [],
    )
    .filter(({ rule: { host, path: pattern } }) => (host === undefined || host === apex) && contains(pattern, asked))
    .map(({ service, rule }) => ({ service, routed: routedPath(service, rule) }));
  const priorities = listenerPriorities(rules.map(({ routed }) => routed));
  const priority = ({ routed }: (typeof rules)[number]) => priorities.get(routed.identity)?.priority ?? 0;
  const [first] = rules.sort((a, b) => priority(a) - priority(b));
  return first && !environment.services?.[first.service]?.stopped ? first.service : undefined;
}
