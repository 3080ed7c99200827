import { parseRoute } from "../../lib/route.ts";
import { appChecksOf, type RequestCheck } from "../app-checks.ts";
import type { Config } from "../blocks.ts";
import { oneOf, type Report } from "../problem.ts";

/** What `verify` asks is asked of something that the app has. */
export function checkAppChecks(config: Config, report: Report): void {
  const tasks = [...Object.keys(config.app.services), ...Object.keys(config.app.jobs ?? {})];
  for (const check of appChecksOf(config.app)) {
    const path = ["app", "checks", check.name];
    if (check.kind === "http") {
      const says = whatIsWrongWithHost(check, config);
      if (says !== undefined) {
        report.problem([...path, "path"], `${check.host ?? ""}${check.path}`, says);
      }
    } else if (!tasks.includes(check.service)) {
      const says = `unknown service or job: ${oneOf(check.service, tasks)}`;
      report.problem([...path, "service"], check.service, says);
    }
  }
}

function whatIsWrongWithHost({ host, path }: RequestCheck, { app, environment }: Config): string | undefined {
  const web = Object.values(app.services).flatMap((service) => (service.kind === "web" ? [service] : []));
  if (web.length === 0) {
    return "is answered by nobody: the app has no service of the kind web: run a command instead, {service, run}";
  }
  if (host === undefined) {
    return undefined;
  }
  if (environment.domain === undefined) {
    return "names a host, and this place has no domain: add environment.domain, or begin the path with /";
  }
  const labels = web.flatMap(({ routes = [] }) => routes.flatMap((route) => labelOf(route) ?? []));
  const known = [...new Set([...labels, "@"])].map((label) => `${label}${path}`);
  return known.includes(`${host}${path}`)
    ? undefined
    : `names a host that no route leads to: ${oneOf(`${host}${path}`, known)}, or begin it with /`;
}

function labelOf(route: string): string | undefined {
  const parsed = parseRoute(route);
  return "wrong" in parsed ? undefined : parsed.label;
}
