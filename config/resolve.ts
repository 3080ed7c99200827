import type { Output } from "@pulumi/pulumi";

import type { Config } from "./blocks.ts";
import { type Checked, check } from "./check.ts";
import { checkConnections } from "./checks/connections.ts";
import { checkCost } from "./checks/cost.ts";
import type { NothingPromoted } from "./nothing-promoted.ts";
import type { StackValues } from "./parse.ts";
import { keyOf, type Path } from "./path.ts";
import { type Problem, Report } from "./problem.ts";
import { profiles } from "./profiles.ts";
import { resolveReceivers } from "./resolve-alarms.ts";
import { resolveBuckets } from "./resolve-buckets.ts";
import { resolveCaches } from "./resolve-caches.ts";
import { resolveCost, warnOfAnomalyMonitor } from "./resolve-cost.ts";
import { resolveDatabases } from "./resolve-databases.ts";
import { resolveGitHub } from "./resolve-delivery.ts";
import { warnOfSlowDeployment } from "./resolve-deploy.ts";
import { resolveEdge } from "./resolve-edge.ts";
import { resolvePullThrough } from "./resolve-images.ts";
import { resolveNetwork } from "./resolve-network.ts";
import { resolveSecrets } from "./resolve-place.ts";
import { resolveQueues } from "./resolve-queues.ts";
import { resolveRestoreTest } from "./resolve-restore-test.ts";
import { resolveJobs, resolveServices } from "./resolve-services.ts";
import { resolveSleep, warnOfSleep } from "./resolve-sleep.ts";
import { resolveState } from "./resolve-state.ts";
import { resolveThresholds, runbooksOf } from "./resolve-thresholds.ts";
import { resolveUptime } from "./resolve-uptime.ts";
import type { Stack } from "./stack.ts";
import type { Where } from "./where.ts";

/** A whole stack, one that waits for its first promotion, or everything that is wrong with it. */
export type Resolved =
  | { readonly stack: Stack; readonly warnings: readonly string[] }
  | { readonly nothingPromoted: NothingPromoted; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[]; readonly warnings: readonly string[] };

/** Checks the values of the four keys and joins them; `seal` makes a secret of a plain value. */
export function resolve(values: StackValues, where: Where, seal: (value: string) => Output<string>): Resolved {
  const resolved = resolveAtAnyCost(values, where, seal);
  if (!("stack" in resolved)) {
    return resolved;
  }
  const report = new Report();
  checkCost(resolved.stack, report);
  return report.problems.length > 0 ? { problems: report.problems, warnings: resolved.warnings } : resolved;
}

/** The same, but nothing is too expensive: for whoever wants to see what it costs. */
export function resolveAtAnyCost(values: StackValues, where: Where, seal: (value: string) => Output<string>): Resolved {
  const checked: Checked = check(values, where);
  if (!("config" in checked)) {
    return checked;
  }
  const stack = join(checked.config, where, seal);
  const report = new Report();
  checkConnections(stack, report);
  if (report.problems.length > 0) {
    return { problems: report.problems, warnings: checked.warnings };
  }
  return {
    stack,
    warnings: [
      ...checked.warnings,
      ...report.warnings,
      ...warnOfSlowDeployment(checked.config, stack),
      ...warnOfSleep(stack),
      ...warnOfAnomalyMonitor(checked.config.environment, stack),
    ],
  };
}

function join(config: Config, where: Where, seal: (value: string) => Output<string>): Stack {
  const { app, release, environment } = config;
  const { accountId, region, assumeRole } = environment.aws;
  const profile = profiles[environment.profile];
  const github = resolveGitHub(config);
  const shared = sharing(config, where);
  const uptime = resolveUptime(config);
  const sleep = resolveSleep(config);
  const state = resolveState(environment, where);
  const restoreTest = resolveRestoreTest(config);
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
      ...(state && { state }),
      ...shared,
    },
    network: resolveNetwork(config, { ...parts, ...(restoreTest && { restoreTest }) }),
    edge: resolveEdge(config),
    logs: {
      retentionDays: environment.logs?.retentionDays ?? profile.logRetentionDays,
      insights: environment.logs?.insights ?? profile.insights,
    },
    secretRecoveryDays: profile.secretRecoveryDays,
    ...parts,
    queues: resolveQueues(config),
    buckets: resolveBuckets(config),
    metrics: app.metrics ?? {},
    pullThrough: resolvePullThrough(config),
    secrets: resolveSecrets(config, seal),
    alarms: {
      ...resolveReceivers(config),
      thresholds: resolveThresholds(config),
      earlyWarnings: profile.earlyWarnings,
      runbooks: runbooksOf(app),
    },
    ...(uptime && { uptime }),
    cost: resolveCost(environment, shared.ownsShared),
    ...(sleep && { sleep }),
    ...(restoreTest && { restoreTest }),
    allowReplace: environment.allowReplace ?? [],
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
