import type { BlockName, Config } from "./blocks.ts";
import { checkGitHubNames } from "./checks/delivery.ts";
import { checkDuplicates } from "./checks/duplicates.ts";
import { checkEgress } from "./checks/egress.ts";
import { checkEnv } from "./checks/env.ts";
import { checkDigests, checkImages } from "./checks/images.ts";
import { checkLogins } from "./checks/logins.ts";
import { checkNames } from "./checks/names.ts";
import { checkNetwork } from "./checks/network.ts";
import { checkDomain, checkSharedAccount, warnOfPlace } from "./checks/place.ts";
import { checkRoutes } from "./checks/routes.ts";
import { checkSchedules } from "./checks/schedules.ts";
import { checkSecretNames, checkSecretValues } from "./checks/secrets.ts";
import { checkExec, checkHealth, checkTaskCounts, checkTaskSizes } from "./checks/services.ts";
import { checkCaches, checkCertificates, checkDatabaseNames, checkDatabases } from "./checks/stores.ts";
import { checkUses, checkVariables } from "./checks/uses.ts";
import { checkWritable } from "./checks/writable.ts";
import { parse, type StackValues } from "./parse.ts";
import { type Problem, Report } from "./problem.ts";

/** What is known about the stack beside its values. */
export interface Where {
  /** Name of the stack. */
  readonly stack: string;
  /** The other stacks of the project, as far as their files are there. */
  readonly siblings?: readonly Sibling[];
}

/** Another stack of the project. */
export interface Sibling {
  readonly stack: string;
  readonly accountId?: string;
  readonly sharedAccountOwner?: boolean;
}

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
  [[], checkUses],
  [[], checkVariables],
  [[], checkLogins],
  [[], checkWritable],
  [[], checkEgress],
  [["environment"], checkDuplicates],
  [["release", "environment"], checkEnv],
  [[], checkSecretNames],
  [["environment", "secrets"], checkSecretValues],
  [["environment"], checkRoutes],
  [["environment"], checkHealth],
  [["environment"], checkTaskSizes],
  [["environment"], checkTaskCounts],
  [["environment"], checkExec],
  [[], checkCaches],
  [[], checkDatabaseNames],
  [["environment"], checkDatabases],
  [["environment"], checkCertificates],
  [["environment"], checkSchedules],
  [["environment"], checkNetwork],
  [["environment"], checkDomain],
  [["environment"], (config, report, where) => checkSharedAccount(config, where, report)],
  [["environment"], checkGitHubNames],
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
