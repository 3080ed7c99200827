import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { declaredDeployment } from "../resolve-deploy.ts";

const deployPath: Path = ["environment", "deploy"];

/** Keys that each strategy reads. */
const reads = {
  rolling: [],
  "blue-green": ["bakeMinutes"],
  canary: ["percent", "stepMinutes", "bakeMinutes"],
  linear: ["percent", "stepMinutes", "bakeMinutes"],
} as const;

/** The way that services are deployed is one that ECS has, and fits the app. */
export function checkDeployment(config: Config, report: Report): void {
  const { deploy = {} } = config.environment;
  const { strategy, percent } = declaredDeployment(config);
  if (strategy === "linear" && percent < 3) {
    report.problem([...deployPath, "percent"], percent, "is less than a linear step may be: use 3 to 100");
  }
  const read: readonly string[] = reads[strategy];
  for (const key of ["percent", "stepMinutes", "bakeMinutes"] as const) {
    if (deploy[key] !== undefined && !read.includes(key)) {
      report.warn([...deployPath, key], `has no effect with strategy: ${strategy}`);
    }
  }
  if (strategy !== "rolling") {
    checkRoutesToMove(config.app, strategy, report);
  }
}

/** ECS moves the requests of one listener rule, which is one route. */
function checkRoutesToMove({ services }: Config["app"], strategy: string, report: Report): void {
  const web = Object.entries(services).filter(([, { kind }]) => kind === "web");
  for (const [key, service] of web) {
    const routes = service.kind === "web" ? (service.routes ?? []) : [];
    if (routes.length > 1) {
      const says = `has ${routes.length} routes, ${routes.join(" and ")}, and ${strategy} of slipway:environment.deploy.strategy moves one: write them as one with * and ?, give each a service of its own, or use strategy: rolling`;
      report.problem(["app", "services", key, "routes"], undefined, says);
    }
  }
  if (web.length === 0) {
    report.warn([...deployPath, "strategy"], `has no effect: ${strategy} is for web services, and the app has none`);
  }
}
