import { readStackOrNothing } from "../config/read-stack.ts";
import { git, gitOrFail } from "../git/git.ts";
import { isClean } from "../git/repository.ts";
import { UserError } from "../lib/user-error.ts";
import { type EarlierPlan, earlierPlan } from "../plan/guard-earlier.ts";
import type { Plan } from "../plan/plan.ts";
import { planStack } from "../plan/plan-stack.ts";
import { type BaseOptions, changeBase } from "../promotion/ci/change-base.ts";
import { promotionIn } from "../promotion/downstream.ts";
import { configurationDiff } from "../promotion/effects/configuration-diff.ts";
import type { Stage } from "../promotion/stage.ts";
import { locateUnchecked } from "../sandbox/run/locate.ts";
import { said, type WithEngine } from "./engine.ts";
import { plannedChanges } from "./offline.ts";
import { policyOf, policyRefusals } from "./policy.ts";
import { adminRefusals, commitRefusals, type HistoryOf } from "./refusals.ts";
import type { Report } from "./report.ts";

/** How a report is made. */
export interface PreviewOptions extends BaseOptions {
  /** Nobody is asked, neither the engine nor AWS. */
  readonly offline?: true;
  /** It is what would be deployed next, and not a change that is still looked at. */
  readonly forApproval?: true;
  readonly say: (sentence: string) => void;
}

/** What an `up` of a stage would change. */
export async function preview(
  stage: Stage,
  options: PreviewOptions,
  { historyOf, withEngine }: { readonly historyOf: HistoryOf; readonly withEngine: WithEngine },
): Promise<Report> {
  const { located } = stage;
  const { root, stack, file } = located;
  const commit = await gitOrFail(root, "rev-parse", "HEAD");
  const none = { changes: [], unchanged: 0, refusals: [], errors: [] };
  const isDirty = !(await isClean(stage.repository));
  if (isDirty) {
    options.say(`with changes that are in no commit: what is shown is not what ${commit.slice(0, 12)} would do`);
  }
  const common = {
    format: 1 as const,
    stack,
    commit,
    ...(isDirty && { isDirty }),
    by: options.offline ? ("plans" as const) : ("engine" as const),
  };
  const read = readStackOrNothing(file, process.cwd());
  if ("says" in read) {
    return { ...common, ...none, nothing: read.says };
  }
  const ofCommit = options.forApproval ? await commitRefusals(stage, commit, historyOf) : [];
  const plan = await planStack(file);
  const refusals = [...policyRefusals(plan), ...ofCommit];
  const before = await basePlan(stage, commit, options, historyOf);
  const effects = {
    cost: { ...(before?.cost && { from: before.cost.usd }), to: plan.cost.usd },
    ...(await parityOf(stage)),
    policy: policyOf(before, plan),
  };
  if (options.offline) {
    return { ...common, ...plannedChanges(before, plan), ...effects, refusals, errors: [] };
  }
  return withEngine(async (engine) => {
    const update = await engine.newestUpdate();
    const { succeeded, changes, unchanged, errors } = await engine.preview();
    return {
      ...common,
      ...(update && { update }),
      ...effects,
      ...(succeeded ? { changes, unchanged } : { changes: [], unchanged: 0 }),
      refusals: [...refusals, ...adminRefusals(stage, changes)],
      errors: succeeded ? [] : said(errors),
    };
  });
}

/** The plan of what a change is compared with; what cannot be planned any more only leaves the comparison out. */
async function basePlan(
  { located, repository }: Stage,
  commit: string,
  options: PreviewOptions,
  historyOf: HistoryOf,
): Promise<EarlierPlan | Plan | undefined> {
  const { root, stack, file } = located;
  try {
    const base = options.forApproval
      ? (await historyOf(stack)).deployments[0]?.commit
      : await changeBase(repository, options);
    if (base === undefined) {
      return undefined;
    }
    const hash = (await git(root, "rev-parse", "--verify", "--quiet", `${base}^{commit}`)) ?? base;
    return hash === commit
      ? await planStack(file)
      : await earlierPlan(root, file, { commit: hash, why: "where this change began" }, "cost is not compared");
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    options.say(`cost is not compared: ${error.message}`);
    return undefined;
  }
}

/** Where the app and the release of a stage are not those of the stage that it takes them from. */
async function parityOf({ located }: Stage): Promise<Pick<Report, "parity">> {
  const upstream = promotionIn(located.file).from;
  if (upstream === undefined) {
    return {};
  }
  const beside = located.file.replace(/Pulumi\.[^/\\]+\.yaml$/, `Pulumi.${upstream}.yaml`);
  const { moves } = await configurationDiff(locateUnchecked(beside), located);
  return moves ? { parity: { upstream, differing: [...moves.app, ...moves.release].map(({ path }) => path) } } : {};
}
