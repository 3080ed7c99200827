import { offlineCloud } from "../cloud/offline.ts";
import { estimate } from "../config/cost/estimate.ts";
import type { NothingPromoted } from "../config/nothing-promoted.ts";
import { policyExceptions } from "../config/policy-exceptions.ts";
import { type ReadStack, readStack, readStackOrNothing } from "../config/read-stack.ts";
import { movedRoutes } from "../config/relations.ts";
import main from "../index.ts";
import { deployTime } from "../lib/deploy-time.ts";
import { unmatchedUrns } from "../lib/urn.ts";
import { overrides } from "../overrides.ts";
import { judge } from "../policy/judge.ts";
import { rules } from "../policy/rules.ts";
import { causedByOverrides } from "./caused-by-overrides.ts";
import { declare } from "./declare.ts";
import type { Plan } from "./plan.ts";
import { policyResources } from "./policy-resources.ts";
import { quotasPassed } from "./quotas.ts";

/**
 * Plans a stack, by its name or by the path of its file. Throws a `UserError` with everything that is wrong with the
 * configuration.
 */
export async function planStack(argument: string | undefined, folder: string = process.cwd()): Promise<Plan> {
  return planOf(readStack(argument, folder));
}

/** A stack that nothing was promoted to yet, so that there is nothing to plan. */
export interface NothingPlanned {
  readonly project: string;
  readonly stack: string;
  readonly nothingPromoted: NothingPromoted;
  readonly warnings: readonly string[];
  /** What people are told. */
  readonly says: string;
}

/** The same, also of a stack that waits for its first promotion. */
export async function planStackOrNothing(
  argument: string | undefined,
  folder: string = process.cwd(),
): Promise<Plan | NothingPlanned> {
  const read = readStackOrNothing(argument, folder);
  if (!("says" in read)) {
    return planOf(read);
  }
  const { file, resolved, says } = read;
  return { project: file.project, stack: file.stack, ...resolved, says };
}

/** Plans a stack that has been read. */
export async function planOf({ file, resolved }: ReadStack): Promise<Plan> {
  const { project, stack } = file;
  const { prefix, profile, account, edge, exceptions, services, databases, allowReplace } = resolved.stack;
  const { maxMonthlyUsd } = resolved.stack.cost;
  const place = { accountId: account.accountId, region: account.region };
  const { total, prices } = estimate(resolved.stack);
  // Without the warnings, which the plan tells itself.
  const declareWith = (changes: typeof overrides) =>
    declare(() => main({ ...resolved, warnings: [] }, offlineCloud, changes), { project, stack, place });
  const findingsIn = ({ resources }: Pick<Plan, "resources">) =>
    judge(policyResources(resources), policyExceptions(resolved.stack));
  const declared = await declareWith(overrides);
  const findings = findingsIn(declared);
  const urns = declared.resources.map(({ urn }) => urn);
  return {
    ...declared,
    place: { ...place, prefix, profile, ...(edge.domain && { domain: edge.domain.name }) },
    deploy: deployTime(
      services,
      Object.values(databases).flatMap(({ migrate }) => migrate ?? []),
    ),
    cost: { usd: total, ...(maxMonthlyUsd !== undefined && { maxMonthlyUsd }), unverifiedPrices: prices.unverified },
    movedRoutes: movedRoutes(resolved.stack),
    thresholds: resolved.stack.alarms.thresholds,
    quotas: quotasPassed(resolved.stack, declared),
    warnings: [...resolved.warnings, ...unmatchedUrns(allowReplace, urns)],
    overrides: overrides.map(({ path: changed, because }) => ({ path: changed, because })),
    allowReplace,
    rules: rules.length,
    findings: await causedByOverrides(findings, overrides, async () => findingsIn(await declareWith([]))),
    exceptions,
  };
}
