import type { Output } from "@pulumi/pulumi";

import type { Config } from "./blocks.ts";
import { type Checked, check } from "./check.ts";
import type { StackValues } from "./parse.ts";
import { keyOf, type Path } from "./path.ts";
import type { Problem } from "./problem.ts";
import { profiles } from "./profiles.ts";
import { resolveCaches } from "./resolve-caches.ts";
import { resolveDatabases } from "./resolve-databases.ts";
import { warnOfSlowDeployment } from "./resolve-deploy.ts";
import { resolveEdge } from "./resolve-edge.ts";
import { resolvePullThrough } from "./resolve-images.ts";
import { resolveNetwork } from "./resolve-network.ts";
import { resolveAlarms, resolveGitHub, resolveSecrets } from "./resolve-place.ts";
import { resolveQueues } from "./resolve-queues.ts";
import { resolveJobs, resolveServices } from "./resolve-services.ts";
import type { Stack } from "./stack.ts";
import type { Where } from "./where.ts";

/** A whole stack, or everything that is wrong with it. */
export type Resolved =
  | { readonly stack: Stack; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[]; readonly warnings: readonly string[] };

/** Checks the values of the four keys and joins them; `seal` makes a secret of a plain value. */
export function resolve(values: StackValues, where: Where, seal: (value: string) => Output<string>): Resolved {
  const checked: Checked = check(values, where);
  if ("problems" in checked) {
    return checked;
  }
  const stack = join(checked.config, where, seal);
  return { stack, warnings: [...checked.warnings, ...warnOfSlowDeployment(checked.config, stack)] };
}

function join(config: Config, where: Where, seal: (value: string) => Output<string>): Stack {
  const { app, release, environment } = config;
  const { accountId, region, assumeRole } = environment.aws;
  const profile = profiles[environment.profile];
  const github = resolveGitHub(config);
  const parts = {
    services: resolveServices(config, where.stack),
    jobs: resolveJobs(config, where.stack),
    databases: resolveDatabases(config, where.stack),
    caches: resolveCaches(config),
  };
  return {
    name: where.stack,
    app: app.name,
    prefix: `${app.name}-${where.stack}`,
    profile: environment.profile,
    protect: profile.protect,
    release: {
      ...(release.version !== undefined && { version: release.version }),
      ...(release.rollbackOf !== undefined && { rollbackOf: release.rollbackOf }),
    },
    account: {
      accountId,
      region,
      ...(assumeRole !== undefined && { assumeRole }),
      ...sharing(config, where),
    },
    network: resolveNetwork(config, parts),
    edge: resolveEdge(config),
    logs: { retentionDays: environment.logs?.retentionDays ?? profile.logRetentionDays, insights: false },
    secretRecoveryDays: profile.secretRecoveryDays,
    ...parts,
    queues: resolveQueues(config),
    buckets: {},
    metrics: {},
    pullThrough: resolvePullThrough(config),
    secrets: resolveSecrets(config, seal),
    alarms: { ...resolveAlarms(config), thresholds: {}, runbooks: "docs/runbooks/" },
    cost: {},
    allowReplace: [],
    ...(github && { github }),
    exceptions: [...exceptionsIn(app, ["app"]), ...exceptionsIn(environment, ["environment"])],
  };
}

/** The only stack of an account owns what the account has once. */
function sharing({ environment: { aws } }: Config, { siblings = [] }: Where) {
  const isShared = siblings.some(({ accountId }) => accountId === aws.accountId);
  return { isShared, ownsShared: aws.sharedAccountOwner ?? !isShared };
}

/** Every `because` with the key that it stands at. */
function exceptionsIn(value: unknown, path: Path): { key: string; because: string }[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const because: unknown = Reflect.get(value, "because");
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => exceptionsIn(item, [...path, index]))
    : Object.entries(value).flatMap(([key, item]) => exceptionsIn(item, [...path, key]));
  return typeof because === "string" ? [{ key: keyOf(path), because }, ...inside] : inside;
}
