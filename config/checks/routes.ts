import { closedSlots } from "../../lib/listener-priority.ts";
import { hostOf, parseRoute } from "../../lib/route.ts";
import type { Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { declaredDeployment } from "../resolve-deploy.ts";
import { resolveDomain } from "../resolve-edge.ts";
import { everything, resolveRoute } from "../resolve-routes.ts";
import type { Route } from "../stack-tasks.ts";

/** One load balancer takes a hundred rules, of which one is kept for maintenance: nobody wants to be refused it then. */
const mostRules = 99;
/** It takes a hundred target groups: two for each web service. */
const mostWebServices = 50;

interface WrittenRoute {
  readonly service: string;
  readonly route: string;
  readonly path: Path;
  /** The service names no route and so takes everything. */
  readonly isDefault: boolean;
}

/** Every route is one that the load balancer takes, and leads to one service. */
export function checkRoutes(config: Config, report: Report): void {
  const taken = new Map<string, Path>();
  for (const { route, path, isDefault } of routesOf(config)) {
    const wrong = whatIsWrong(config, route, isDefault, taken.get(route));
    if (wrong !== undefined) {
      report.problem(path, isDefault ? undefined : route, wrong);
    }
    taken.set(route, taken.get(route) ?? path);
  }
}

/** A route that is right by itself, with where it is written. */
export interface RouteAt extends Pick<WrittenRoute, "service" | "path" | "isDefault"> {
  readonly written: string;
  readonly rule: Route;
}

/** The rules of all routes that are right by themselves; of routes that are there twice the first. */
export function rulesOf(config: Config): RouteAt[] {
  const taken = new Map<string, Path>();
  return routesOf(config).flatMap(({ service, route, path, isDefault }) => {
    if (whatIsWrong(config, route, isDefault, taken.get(route)) !== undefined) {
      return [];
    }
    taken.set(route, path);
    return resolveRoute(route, config).map((rule) => ({ service, path, isDefault, written: route, rule }));
  });
}

/** One load balancer has room for them all. */
export function checkRoom(config: Config, report: Report): void {
  const { app, environment } = config;
  const { closed = [] } = environment.edge ?? {};
  const rules = rulesOf(config);
  const count = rules.length + closed.length;
  if (count > mostRules) {
    const parts = `${rules.length} of routes, ${closed.length} of environment.edge.closed`;
    const says = `need ${count} rules of the load balancer (${parts}), and it takes ${mostRules} beside that of maintenance: write with * and ? what belongs together`;
    report.problem(["app", "services"], undefined, says);
  }
  const web = Object.values(app.services).filter(({ kind }) => kind === "web").length;
  if (web > mostWebServices) {
    const says = `has ${web} web services, and a load balancer takes the target groups of ${mostWebServices}: make one of several, or another app`;
    report.problem(["app", "services"], undefined, says);
  }
  for (const [path, { clashesWith }] of closedSlots(closed)) {
    if (clashesWith !== undefined) {
      const says = `falls on the priority of ${clashesWith}: write one of the two differently, for example with * at its end`;
      report.problem(["environment", "edge", "closed", closed.indexOf(path)], path, says);
    }
  }
}

/** ECS moves the requests of one rule, and a route to the domain itself has one more for each alias. */
export function checkAliasesToMove(config: Config, report: Report): void {
  const { strategy } = declaredDeployment(config);
  for (const { path, written, rule } of strategy === "rolling" ? [] : rulesOf(config)) {
    if (rule.key === written && resolveRoute(written, config).length > 1) {
      const says = `needs a rule for each alias of the domain, and ${strategy} of slipway:environment.deploy.strategy moves one: begin the route with / instead of @, or use strategy: rolling`;
      report.problem(path, written, says);
    }
  }
}

function routesOf({ app }: Config): WrittenRoute[] {
  return Object.entries(app.services).flatMap(([key, service]): WrittenRoute[] => {
    if (service.kind !== "web") {
      return [];
    }
    const path: Path = ["app", "services", key];
    return service.routes === undefined
      ? everything.map((route) => ({ service: key, route, path, isDefault: true }))
      : service.routes.map((route, index) => ({
          service: key,
          route,
          path: [...path, "routes", index],
          isDefault: false,
        }));
  });
}

function whatIsWrong(
  { environment: { domain } }: Config,
  route: string,
  isDefault: boolean,
  other: Path | undefined,
): string | undefined {
  const parsed = parseRoute(route);
  if ("wrong" in parsed) {
    return parsed.wrong;
  }
  if (other !== undefined) {
    const says = isDefault ? `without routes it takes all requests, ${route}` : "is a route used twice";
    return `${says}, ${isDefault ? "and so does" : "the other is"} ${keyOf(other)}: give each service routes of its own`;
  }
  if (parsed.label === undefined) {
    return undefined;
  }
  if (domain === undefined) {
    return "names a host, and this place has no domain: add environment.domain, or begin the route with /";
  }
  const { name, aliases } = resolveDomain(domain);
  return aliases.includes(hostOf(parsed.label, name))
    ? `names an alias of this place, and an alias answers like the domain itself: write @${parsed.path}, or take it out of environment.domain.aliases`
    : undefined;
}
