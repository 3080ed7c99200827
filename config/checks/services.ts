import { completeFargateSize, fargateCpus, isFargateSize, nearestFargateSizes } from "../../lib/fargate.ts";
import type { Config, ServiceConfig } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";
import { profiles } from "../profiles.ts";
import { taskCount } from "../resolve-services.ts";

/** Sizes are ones that Fargate has. */
export function checkTaskSizes({ environment }: Config, report: Report): void {
  const usual = profiles[environment.profile].task;
  for (const kind of ["services", "jobs"] as const) {
    for (const [key, tuning] of Object.entries(environment[kind] ?? {})) {
      const size = completeFargateSize(tuning, usual);
      if (!isFargateSize(size)) {
        const nearest = nearestFargateSizes(size).map(({ cpu, memoryMiB }) => `cpu: ${cpu}, memoryMiB: ${memoryMiB}`);
        const wrong = fargateCpus.includes(size.cpu) || tuning.cpu === undefined ? "memoryMiB" : "cpu";
        report.problem(
          ["environment", kind, key, wrong],
          tuning[wrong],
          `Fargate has no task of ${size.cpu} CPU units and ${size.memoryMiB} MiB: the nearest are ${nearest.join(" and ")}`,
        );
      }
    }
  }
}

/** Numbers of tasks hold together. */
export function checkTaskCounts({ app, environment }: Config, report: Report): void {
  const usual = profiles[environment.profile].service;
  for (const [key, service] of Object.entries(app.services)) {
    const tuning = environment.services?.[key] ?? {};
    const path: Path = ["environment", "services", key];
    if (service.kind === "worker" && service.exactlyOne) {
      checkExactlyOne(tuning, path, report);
    }
    const { min, max } = taskCount(service, tuning, usual);
    if (min > max) {
      report.problem([...path, "min"], min, `is more than max, ${max}: lower min or raise max`);
    }
  }
}

function checkExactlyOne(tuning: { readonly min?: number; readonly max?: number }, path: Path, report: Report): void {
  for (const bound of ["min", "max"] as const) {
    const value = tuning[bound];
    if (value !== undefined && value !== 1) {
      report.problem(
        [...path, bound],
        value,
        "the app says exactlyOne: remove it (stopped: {because: …} stops the service)",
      );
    }
  }
}

/** Health checks leave themselves time. */
export function checkHealth({ app, environment }: Config, report: Report): void {
  const usual = profiles[environment.profile].health;
  for (const [key, service] of Object.entries(app.services)) {
    const path: Path = ["app", "services", key];
    if (service.kind === "web") {
      checkTargetHealth(service, usual, [...path, "health"], report);
    }
    const { intervalSeconds = 30, timeoutSeconds = 5, command } = service.containerHealth ?? {};
    if (timeoutSeconds >= intervalSeconds) {
      report.problem([...path, "containerHealth", "timeoutSeconds"], timeoutSeconds, tooSlow(intervalSeconds));
    }
    if (Array.isArray(command) && /^CMD(-SHELL)?$/.test(String(command[0]))) {
      report.problem(
        [...path, "containerHealth", "command", 0],
        command[0],
        "is Docker's word, not a program: leave it out, and write text for a shell",
      );
    }
  }
}

function checkTargetHealth(
  { health, protocol }: Extract<ServiceConfig, { kind: "web" }>,
  usual: { readonly intervalSeconds: number; readonly timeoutSeconds: number },
  path: Path,
  report: Report,
): void {
  if (typeof health === "string") {
    return;
  }
  const { intervalSeconds, timeoutSeconds } = { ...usual, ...health };
  if (timeoutSeconds >= intervalSeconds) {
    const own = health.timeoutSeconds === undefined ? "intervalSeconds" : "timeoutSeconds";
    const says =
      own === "timeoutSeconds"
        ? tooSlow(intervalSeconds)
        : `is not more than timeoutSeconds, ${timeoutSeconds}: raise it, or lower timeoutSeconds`;
    report.problem([...path, own], health[own], says);
  }
  const [lowest, highest] = protocol === "grpc" ? [0, 99] : [200, 499];
  const codes = (health.codes ?? "").split(/[,-]/).filter((code) => code !== "");
  if (codes.some((code) => Number(code) < lowest || Number(code) > highest)) {
    report.problem([...path, "codes"], health.codes, `is out of range: use codes from ${lowest} to ${highest}`);
  }
}

function tooSlow(intervalSeconds: number): string {
  return `is not less than intervalSeconds, ${intervalSeconds}: lower it, or raise intervalSeconds`;
}
