import { hostOf, parseRoute } from "../lib/route.ts";
import type { Config, ServiceConfig } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { resolveWorkload } from "./resolve-task.ts";
import type { Health, Job, Route, WebService, Worker } from "./stack.ts";

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
  const common = {
    ...resolveWorkload(config, key, service, stack, tuning),
    ...taskCount(service, tuning, profile.service),
    scale: {
      cpuPercent: profile.service.cpuPercent,
      cooldownSeconds: profile.service.cooldownSeconds,
      ...tuning.scale,
    },
    ...containerHealth(service),
    ...(tuning.exec && { exec: tuning.exec }),
    ...(tuning.spot && { spot: tuning.spot }),
    ...(tuning.off && { off: tuning.off }),
    maxDeployMinutes: environment.deploy?.maxMinutes ?? profile.maxDeployMinutes,
  };
  if (service.kind === "worker") {
    return { ...common, kind: "worker", exactlyOne: service.exactlyOne ?? false };
  }
  const sticky = service.sticky ?? false;
  return {
    ...common,
    kind: "web",
    port: service.port,
    protocol: service.protocol ?? "http1",
    routes: (service.routes ?? everything).map((route) => resolveRoute(route, domainOf(config))),
    sticky,
    health: resolveHealth(service, profile.health),
    deregistrationSeconds: sticky ? profile.service.stickyDeregistrationSeconds : profile.service.deregistrationSeconds,
  };
}

/** Routes of a web service that names none. */
export const everything: readonly string[] = ["/*"];

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

/** Name of the place's domain. */
export function domainOf({ environment: { domain } }: Config): string | undefined {
  return typeof domain === "string" ? domain : domain?.name;
}

function resolveRoute(key: string, domain: string | undefined): Route {
  const route = parseRoute(key);
  if ("wrong" in route) {
    throw new Error(`route ${key} was not checked`);
  }
  const host = route.label === undefined || domain === undefined ? undefined : hostOf(route.label, domain);
  return { key, ...(host !== undefined && { host }), path: route.path };
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
      return [
        key,
        {
          ...resolveWorkload(config, key, job, stack, tuning),
          schedule: tuning.schedule ?? job.schedule,
          timeZone: job.timeZone ?? "UTC",
          launchRetries: job.launchRetries ?? 2,
          ...(tuning.paused && { paused: tuning.paused }),
        },
      ];
    }),
  );
}
