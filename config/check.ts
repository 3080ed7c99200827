import type { BlockName, Config } from "./blocks.ts";
import { checkAllowReplace } from "./checks/allow-replace.ts";
import { checkBuckets } from "./checks/buckets.ts";
import { checkCaches } from "./checks/caches.ts";
import { checkCertificates } from "./checks/certificates.ts";
import { checkDatabaseNames, checkDatabases } from "./checks/databases.ts";
import { checkGitHubNames } from "./checks/delivery.ts";
import { checkDeployment } from "./checks/deploy.ts";
import { checkDomain } from "./checks/domain.ts";
import { checkDuplicates } from "./checks/duplicates.ts";
import { checkEdge } from "./checks/edge.ts";
import { checkEgress } from "./checks/egress.ts";
import { checkEnv } from "./checks/env.ts";
import { checkFreezes } from "./checks/freeze.ts";
import { checkBuilds, checkDigests, checkImages, checkTags } from "./checks/images.ts";
import { checkLogins } from "./checks/logins.ts";
import { checkNames } from "./checks/names.ts";
import { checkNetwork } from "./checks/network.ts";
import { checkSharedAccount, warnOfPlace } from "./checks/place.ts";
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
import { parse, type StackValues } from "./parse.ts";
import { type Problem, Report } from "./problem.ts";
import type { Where } from "./where.ts";

/** A configuration that holds together, or everything that is wrong with it. */
export type Checked =
  | { readonly config: Config; readonly warnings: readonly string[] }
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
  [["environment"], checkFreezes],
  [["environment"], checkCertificates],
  [["environment"], checkSchedules],
  [["environment"], (config, report, where) => checkNetwork(config, where, report)],
  [["environment"], checkPulls],
  [["environment"], checkDomain],
  [["environment"], checkEdge],
  [["environment"], checkDeployment],
  [["environment"], checkUptime],
  [["environment"], checkSleep],
  [["environment"], (config, report, where) => checkSharedAccount(config, where, report)],
  [["environment"], checkGitHubNames],
  [["environment"], (config, report, where) => checkAllowReplace(config, where, report)],
  [["environment"], checkThresholds],
  [["environment"], warnOfPlace],
];

/** Checks the values of the four keys, each by its schema and then against each other. Needs no engine. */
export function check(values: StackValues, where: Where): Checked {
  const report = new Report();
  const { app, release, environment, secrets } = parse(values, report);
  const { warnings, problems } = report;
  if (app) {
    const missing = { app: false, release: !release, environment: !environment, secrets: !secrets };
    const config: Config = {
      app,
      release: release ?? { images: {} },
      environment: environment ?? { profile: "staging", aws: { accountId: "000000000000", region: "eu-north-1" } },
      secrets: secrets ?? {},
    };
    for (const [reads, run] of checks) {
      if (!reads.some((block) => missing[block])) {
        run(config, report, where);
      }
    }
    if (problems.length === 0 && release && environment && secrets) {
      return { config, warnings };
    }
  }
  return { problems, warnings };
}
