import { parseRoute } from "../../lib/route.ts";
import type { Config } from "../blocks.ts";
import { keyOf, type Path, type Report } from "../problem.ts";
import { domainOf, everything } from "../resolve-services.ts";

/** Rules that one load balancer takes. */
const mostRoutes = 100;

/** Every route is one that the load balancer takes, and leads to one service. */
export function checkRoutes(config: Config, report: Report): void {
  const taken = new Map<string, Path>();
  const services = Object.entries(config.app.services).flatMap(([key, service]) =>
    service.kind === "web" ? [{ key, routes: service.routes }] : [],
  );
  for (const { key, routes } of services) {
    const service: Path = ["app", "services", key];
    for (const [index, route] of (routes ?? everything).entries()) {
      const path: Path = routes === undefined ? service : [...service, "routes", index];
      const parsed = parseRoute(route);
      const other = taken.get(route);
      if ("wrong" in parsed) {
        report.problem(path, route, parsed.wrong);
      } else if (other !== undefined) {
        const says = routes === undefined ? "takes all requests, as a service without routes does" : "is a route twice";
        report.problem(path, route, `${says}, the other is ${keyOf(other)}: give each service routes of its own`);
      } else if (parsed.label !== undefined && domainOf(config) === undefined) {
        report.problem(
          path,
          route,
          "names a host, and this place has no domain: add environment.domain, or begin the route with /",
        );
      }
      taken.set(route, other ?? path);
    }
  }
  if (taken.size > mostRoutes) {
    report.problem(
      ["app", "services"],
      undefined,
      `has ${taken.size} routes: use at most ${mostRoutes}, with * for what belongs together`,
    );
  }
}
