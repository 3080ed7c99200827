import { missedAfterMinutes } from "../lib/schedule-gap.ts";
import type { Config, ServiceConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { resolveDeployment } from "./resolve-deploy.ts";
import { everything, resolveRoute } from "./resolve-routes.ts";
import { resolveObjectives, resolveScale, resolveSignal, rollbackSignalsOf } from "./resolve-scaling.ts";
import { resolveWorkload } from "./resolve-task.ts";
import type { Health, Job, WebService, Worker } from "./stack-tasks.ts";

/** Services with every default filled in. */
export function resolveServices(config: Config, stack: string): Record<string, WebService | Worker> {
  return Object.fromEntries(
    Object.entries(config.app.services).map(([key, service]) => [key, resolveService(config, key, service, stack)]),
  );
}

function resolveService(config: Config, key: string, service: ServiceConfig, stack: string): WebService | Worker {
  const { environment } = config;
  const profile = profiles[environment.profile];
  const tuning = environment.services?.[key] ?? {};
  const scaleOn = resolveSignal(service);
  const common = {
    ...resolveWorkload(config, key, service, stack, tuning),
    ...taskCount(service, tuning, profile.service),
    scale: resolveScale(config, service, tuning),
    ...(scaleOn && { scaleOn }),
    objectives: resolveObjectives(config, service),
    rollbackOn: rollbackSignalsOf(service),
    ...(config.release.rollbackOf !== undefined && { isGoingBack: true as const }),
    discoverable: service.discoverable ?? false,
    ...containerHealth(service),
    ...(tuning.exec && { exec: tuning.exec }),
    ...(tuning.spot && { spot: tuning.spot }),
    ...(tuning.stopped && { off: tuning.stopped }),
    maxDeployMinutes: environment.deploy?.maxMinutes ?? profile.maxDeployMinutes,
  };
  if (service.kind === "worker") {
    return {
      ...common,
      kind: "worker",
      exactlyOne: service.exactlyOne ?? false,
      ...(service.port !== undefined && { port: service.port }),
    };
  }
  const sticky = service.sticky ?? false;
  return {
    ...common,
    kind: "web",
    port: service.port,
    protocol: service.protocol ?? "http1",
    routes: (service.routes ?? everything).flatMap((route) => resolveRoute(route, config)),
    sticky,
    health: resolveHealth(service, profile.health),
    deregistrationSeconds: sticky ? profile.service.stickyDeregistrationSeconds : profile.service.deregistrationSeconds,
    deploy: resolveDeployment(config),
  };
}

/** Fewest and most tasks: where one is given, the other follows it as far as it must. */
export function taskCount(
  service: ServiceConfig,
  tuning: { readonly min?: number; readonly max?: number },
  usual: { readonly min: number; readonly max: number },
): { readonly min: number; readonly max: number } {
  if (service.kind === "worker" && service.exactlyOne) {
    return { min: 1, max: 1 };
  }
  const min = tuning.min ?? Math.min(usual.min, tuning.max ?? usual.min);
  return { min, max: tuning.max ?? Math.max(usual.max, min) };
}

function containerHealth({ containerHealth: health }: ServiceConfig) {
  if (!health) {
    return undefined;
  }
  const { command, intervalSeconds = 30, timeoutSeconds = 5, retries = 3, startSeconds = 0 } = health;
  return {
    containerHealth: {
      command: typeof command === "string" ? ["CMD-SHELL", command] : ["CMD", ...command],
      intervalSeconds,
      timeoutSeconds,
      retries,
      startSeconds,
    },
  };
}

function resolveHealth(
  { health, protocol }: Extract<ServiceConfig, { kind: "web" }>,
  usual: Omit<Health, "path" | "codes">,
): Health {
  const given = typeof health === "string" ? { path: health } : health;
  return { codes: protocol === "grpc" ? "0" : "200", ...usual, ...given };
}

/** Jobs with every default filled in. */
export function resolveJobs(config: Config, stack: string): Record<string, Job> {
  return Object.fromEntries(
    Object.entries(config.app.jobs ?? {}).map(([key, job]) => {
      const tuning = config.environment.jobs?.[key] ?? {};
      const schedule = tuning.schedule ?? job.schedule;
      const { timeZone = "UTC", launchRetries = 2 } = job;
      const missedAfter = job.missedAfterMinutes ?? missedAfterMinutes(schedule, timeZone);
      return [
        key,
        {
          ...resolveWorkload(config, key, job, stack, tuning),
          schedule,
          timeZone,
          launchRetries,
          ...(missedAfter !== undefined && { missedAfterMinutes: missedAfter }),
          ...(tuning.paused && { paused: tuning.paused }),
        },
      ];
    }),
  );
}
