import { parseRoute } from "../../lib/route.ts";
import type { Config } from "../blocks.ts";
import { keyOf, type Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { domainOf, everything } from "../resolve-services.ts";

/** Rules that one load balancer takes. */
const mostRoutes = 100;

interface WrittenRoute {
  readonly route: string;
  readonly path: Path;
  /** The service names no route and so takes everything. */
  readonly isDefault: boolean;
}

/** Every route is one that the load balancer takes, and leads to one service. */
export function checkRoutes(config: Config, report: Report): void {
  const hasDomain = domainOf(config) !== undefined;
  const taken = new Map<string, Path>();
  for (const { route, path, isDefault } of routesOf(config)) {
    const wrong = whatIsWrong(route, isDefault, taken.get(route), hasDomain);
    if (wrong !== undefined) {
      report.problem(path, isDefault ? undefined : route, wrong);
    }
    taken.set(route, taken.get(route) ?? path);
  }
  if (taken.size > mostRoutes) {
    const says = `has ${taken.size} routes: use at most ${mostRoutes}, with * for what belongs together`;
    report.problem(["app", "services"], undefined, says);
  }
}

function routesOf({ app }: Config): WrittenRoute[] {
  return Object.entries(app.services).flatMap(([key, service]): WrittenRoute[] => {
    if (service.kind !== "web") {
      return [];
    }
    const path: Path = ["app", "services", key];
    return service.routes === undefined
      ? everything.map((route) => ({ route, path, isDefault: true }))
      : service.routes.map((route, index) => ({ route, path: [...path, "routes", index], isDefault: false }));
  });
}

function whatIsWrong(
  route: string,
  isDefault: boolean,
  other: Path | undefined,
  hasDomain: boolean,
): string | undefined {
  const parsed = parseRoute(route);
  if ("wrong" in parsed) {
    return parsed.wrong;
  }
  if (other !== undefined) {
    const says = isDefault ? `without routes it takes all requests, ${route}` : "is a route used twice";
    return `${says}, ${isDefault ? "and so does" : "the other is"} ${keyOf(other)}: give each service routes of its own`;
  }
  return parsed.label === undefined || hasDomain
    ? undefined
    : "names a host, and this place has no domain: add environment.domain, or begin the route with /";
}
