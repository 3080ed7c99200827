import { deployTime } from "../lib/deploy-time.ts";
import type { Config } from "./blocks.ts";
import { keyOf } from "./path.ts";
import { profiles } from "./profiles.ts";
import type { Stack } from "./stack.ts";
import type { Deployment } from "./stack-place.ts";

/** How new tasks of web services take over, with every default filled in. */
export function declaredDeployment({ environment }: Pick<Config, "environment">): Deployment {
  const { strategy, percent, stepMinutes, bakeMinutes } = {
    ...profiles[environment.profile].deploy,
    ...given(environment),
  };
  return { strategy, percent, stepMinutes, bakeMinutes: strategy === "rolling" ? 0 : bakeMinutes };
}

/**
 * The same for what is released: a rollback does not try out what was verified already, so the old release takes every
 * request as soon as it is healthy.
 */
export function resolveDeployment(config: Pick<Config, "environment" | "release">): Deployment {
  const declared = declaredDeployment(config);
  return config.release.rollbackOf === undefined || declared.strategy === "rolling"
    ? declared
    : { ...declared, strategy: "blue-green", bakeMinutes: 0 };
}

function given({ deploy = {} }: Config["environment"]): Partial<Deployment> {
  const { maxMinutes: _, ...rest } = deploy;
  return rest;
}

/** A deployment that takes longer than its place wants, with the sum. */
export function warnOfSlowDeployment(
  { environment }: Config,
  { services, databases }: Pick<Stack, "services" | "databases">,
): string[] {
  const most = environment.deploy?.maxMinutes ?? profiles[environment.profile].maxDeployMinutes;
  const migrations = Object.values(databases).flatMap(({ migrate }) => migrate ?? []);
  const { minutes, sum } = deployTime(services, migrations);
  const key = keyOf(["environment", "deploy", "maxMinutes"]);
  return minutes > most ? [`${key}: a deployment takes ${sum}, more than ${most}: raise it, or wait less`] : [];
}
