import type { BlockName, Config } from "./blocks.ts";
import { checkAllowReplace } from "./checks/allow-replace.ts";
import { checkAppChecks } from "./checks/app-checks.ts";
import { checkBuckets } from "./checks/buckets.ts";
import { checkCaches } from "./checks/caches.ts";
import { checkCertificates } from "./checks/certificates.ts";
import { checkDatabaseNames, checkDatabases } from "./checks/databases.ts";
import { checkDelivery, checkGitHubNames } from "./checks/delivery.ts";
import { checkDeployment } from "./checks/deploy.ts";
import { checkDomain } from "./checks/domain.ts";
import { checkDuplicates } from "./checks/duplicates.ts";
import { checkEdge } from "./checks/edge.ts";
import { checkEgress } from "./checks/egress.ts";
import { checkEnv } from "./checks/env.ts";
import { checkFreezes, checkWindows } from "./checks/freeze.ts";
import { checkGates, warnOfGates } from "./checks/github-gates.ts";
import { checkRepositoryOwner } from "./checks/github-owner.ts";
import { checkReviewers, warnOfReviewers } from "./checks/github-reviewers.ts";
import { checkBuilds, checkDigests, checkImages, checkTags } from "./checks/images.ts";
import { checkLogins } from "./checks/logins.ts";
import { checkNames } from "./checks/names.ts";
import { checkNetwork } from "./checks/network.ts";
import { checkSharedAccount, warnOfPlace, warnOfPrefix } from "./checks/place.ts";
import { checkAttested, checkPromotion } from "./checks/promotion.ts";
import { checkPulls } from "./checks/pulls.ts";
import { checkRestoreTest } from "./checks/restore-test.ts";
import { checkRouteOrder } from "./checks/route-order.ts";
import { checkAliasesToMove, checkRoom, checkRoutes } from "./checks/routes.ts";
import { checkObjectives, checkScaleOn, checkScaling } from "./checks/scaling.ts";
import { checkSchedules } from "./checks/schedules.ts";
import { checkSecretLike } from "./checks/secret-like.ts";
import { checkSecretNames, checkSecretValues } from "./checks/secrets.ts";
import { checkHealth, checkTaskCounts, checkTaskSizes } from "./checks/services.ts";
import { checkSidecars } from "./checks/sidecars.ts";
import { checkSleep } from "./checks/sleep.ts";
import { checkThresholds } from "./checks/thresholds.ts";
import { checkTls } from "./checks/tls.ts";
import { warnOfUnusedStores } from "./checks/unused.ts";
import { checkUptime } from "./checks/uptime.ts";
import { checkUses } from "./checks/uses.ts";
import { checkVariables } from "./checks/variables.ts";
import { checkMounts, checkWritableMemory } from "./checks/writable.ts";
import { inKeyOrder } from "./key-order.ts";
import { absentBlocks, type NothingPromoted, upstreamOf } from "./nothing-promoted.ts";
import { parse, type StackValues } from "./parse.ts";
import { type Problem, Report } from "./problem.ts";
import type { Where } from "./where.ts";

/** A configuration that holds together, one that waits for its first promotion, or everything that is wrong. */
export type Checked =
  | { readonly config: Config; readonly warnings: readonly string[] }
  | { readonly nothingPromoted: NothingPromoted; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[]; readonly warnings: readonly string[] };

type Check = (config: Config, report: Report, where: Where) => void;

/** Checks between keys, with the blocks that each reads beside `app`. */
const checks: readonly (readonly [reads: readonly BlockName[], check: Check])[] = [
  [[], (config, report, { stack }) => checkNames(config, stack, report)],
  [[], checkImages],
  [["release"], checkDigests],
  [["environment"], checkBuilds],
  [["release", "environment"], checkTags],
  [[], checkUses],
  [[], warnOfUnusedStores],
  [[], checkVariables],
  [[], checkLogins],
  [[], checkMounts],
  [["environment"], checkWritableMemory],
  [[], checkSidecars],
  [[], checkEgress],
  [["environment"], checkDuplicates],
  [["release", "environment"], checkEnv],
  [["environment"], checkSecretLike],
  [["environment"], checkTls],
  [[], checkSecretNames],
  [["environment", "secrets"], checkSecretValues],
  [["environment"], checkRoutes],
  [["environment"], checkRouteOrder],
  [["environment"], checkRoom],
  [["environment"], checkAliasesToMove],
  [["environment"], checkHealth],
  [["environment"], checkTaskSizes],
  [["environment"], checkTaskCounts],
  [["environment"], checkScaling],
  [[], checkScaleOn],
  [[], checkObjectives],
  [[], checkCaches],
  [["environment"], checkBuckets],
  [["environment"], checkRestoreTest],
  [[], checkDatabaseNames],
  [["environment"], (config, report, where) => checkDatabases(config, where, report)],
  [["environment"], checkWindows],
  [["environment"], checkCertificates],
  [["environment"], checkSchedules],
  [["environment"], (config, report, where) => checkNetwork(config, where, report)],
  [["environment"], checkPulls],
  [["environment"], checkDomain],
  [["environment"], checkEdge],
  [["environment"], checkDeployment],
  [["environment"], checkUptime],
  [[], checkDelivery],
  [["environment"], checkGitHubNames],
  [["environment"], checkRepositoryOwner],
  [["environment"], checkGates],
  [["environment"], checkReviewers],
  [["environment"], (config, report, where) => checkAllowReplace(config, where, report)],
  [["environment"], checkThresholds],
  [["environment"], checkAttested],
  [["environment"], checkAppChecks],
  [["environment"], warnOfPlace],
  [["environment"], warnOfPrefix],
  [["environment"], warnOfReviewers],
  [["environment"], warnOfGates],
];

/** Checks of the place alone, which hold for a stack that nothing was promoted to, too. */
const placeChecks: readonly ((config: Pick<Config, "environment">, report: Report, where: Where) => void)[] = [
  checkSleep,
  checkFreezes,
  (config, report, where) => checkSharedAccount(config, where, report),
  (config, report, where) => checkPromotion(config, where, report),
];

/** Checks the values of the four keys, each by its schema and then against each other. Needs no engine. */
export function check(values: StackValues, where: Where): Checked {
  const report = new Report();
  const { problems, warnings } = report;
  const from = upstreamOf(values);
  const awaited = from === undefined ? [] : absentBlocks(values);
  const parsed = parse(values, awaited, report);
  tellHalf(awaited, report);
  checkTogether(parsed, where, report);
  const { app, release, environment, secrets } = parsed;
  if (environment) {
    for (const run of placeChecks) {
      run({ environment }, report, where);
    }
  }
  if (problems.length > 0) {
    return { problems, warnings };
  }
  if (app && release && environment && secrets) {
    return { config: { app, release, environment, secrets }, warnings };
  }
  return from === undefined ? { problems, warnings } : { nothingPromoted: { from }, warnings };
}

/** A first promotion writes `app` and `release`, so one without the other is a mistake. */
function tellHalf(awaited: ReturnType<typeof absentBlocks>, report: Report): void {
  const [missing, other] = awaited;
  if (missing !== undefined && other === undefined) {
    const there = missing === "app" ? "release" : "app";
    const says = `is missing, and slipway:${there} is there: the first promotion writes both, so remove slipway:${there} too, or add this`;
    report.problem([missing], undefined, says);
  }
}

/** Runs every check whose blocks are there. */
function checkTogether({ app, release, environment, secrets }: Partial<Config>, where: Where, report: Report): void {
  if (!app) {
    return;
  }
  const missing = { app: false, release: !release, environment: !environment, secrets: !secrets };
  const config: Config = inKeyOrder({
    app,
    release: release ?? { images: {} },
    environment: environment ?? { profile: "staging", aws: { accountId: "000000000000", region: "eu-north-1" } },
    secrets: secrets ?? {},
  });
  for (const [reads, run] of checks) {
    if (!reads.some((block) => missing[block])) {
      run(config, report, where);
    }
  }
}
