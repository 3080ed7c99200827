import { basename } from "node:path";
import { attested } from "../../cloud/attestation.ts";
import { type GitHub, openGitHub } from "../../cloud/github.ts";
import { parseStackText, readStackText } from "../../config/stack-file.ts";
import { withBlocks, withRollbackOf } from "../../config/stack-text.ts";
import { writeStackFile } from "../../config/write-stack-file.ts";
import { textAt } from "../../git/repository.ts";
import { impactOf } from "../../plan/impact.ts";
import { deployedPlan } from "../effects/baseline.ts";
import { planCandidate } from "../effects/candidate.ts";
import { commitsBetween } from "../effects/commits.ts";
import { migrationsBetween } from "../effects/migrations.ts";
import { movesBetween, type Pair } from "../effects/moves.ts";
import { secretsParity } from "../effects/secrets-parity.ts";
import { pairOf, shortId } from "../freight.ts";
import { forcedGates, refusals, type Verdict, withForce } from "../gates/gate.ts";
import { type Outside, promotionGates } from "../gates/promotion-gates.ts";
import type { StageHistory } from "../history/deployment.ts";
import { historyNotes } from "../history/history-notes.ts";
import { stageHistory } from "../history/stage-history.ts";
import { isRecorded } from "../records/is-recorded.ts";
import type { NewRecord } from "../records/record.ts";
import { deployCommand } from "../slipway-command.ts";
import { pathOf, type Stage } from "../stage.ts";
import { aheadOf, chosenFreight, deployedBlocks, type Known, pairIn } from "./chosen-freight.ts";
import { type Effects, moving, named, type PromotionResult } from "./promotion-result.ts";
import { type OpenedChange, openChange, pullRequestHome } from "./pull-request.ts";
import { readTarget, type Target } from "./target.ts";

/** The result, with what writing it takes. */
export interface PlannedPromotion {
  readonly result: PromotionResult;
  readonly stage: Stage;
  /** The target's stack file as it is, and as it is to be. */
  readonly before: string;
  readonly after: string;
  readonly records: readonly NewRecord[];
}

/** How a promotion is worked out. */
export interface PromotionOptions {
  readonly now: Date;
  /** Passes the gates that may be passed. */
  readonly force?: { readonly reason: string };
  /** It goes onto a branch, and not into the working tree. */
  readonly isPullRequest?: boolean;
}

/** Works out what a promotion would do, and whether it may, without writing anything. */
export async function promotion(
  from: Stage,
  to: Stage,
  options: PromotionOptions,
  outside: Outside = outsideOf(to),
): Promise<PlannedPromotion> {
  const target = readTarget(from, to);
  const { before, declared } = target;
  const [fromHistory, toHistory] = await Promise.all([stageHistory(from), stageHistory(to)]);
  const chosen = chosenFreight(fromHistory, deployCommand(from));
  const { freight } = chosen;
  const common = {
    from: named(from),
    to: named(to),
    isSandbox: to.isSandbox,
    freight: moving(chosen),
    ahead: aheadOf(chosen, fromHistory, declaredPair(from), basename(from.located.file)),
    notes: [...historyNotes(fromHistory), ...historyNotes(toHistory), ...emptyNote(toHistory, declared)],
  };
  const isSame = declared && pairOf(declared.app, declared.release) === freight.pair;
  const already = isSame ? await alreadyThere(before, to, toHistory, freight.id) : undefined;
  if (already?.isDeployed) {
    return { result: { ...common, already, isRefused: false }, stage: to, before, after: before, records: [] };
  }
  const after = already ? before : await afterIt(from, to, chosen, before);
  const histories = { from: fromHistory, to: toHistory };
  const effects = await effectsOf({ from, to, histories, chosen, ...target, after }, options, outside);
  const { force } = options;
  const result: PromotionResult = {
    ...common,
    ...(already && { already }),
    effects,
    isRefused: refusals(effects.gates).length > 0,
    ...(force && forcedGates(effects.gates).length > 0 && { reason: force.reason }),
  };
  const records = force ? forcedRecords(effects.gates, freight.id, force.reason, toHistory) : [];
  return { result, stage: to, before, after, records };
}

/**
 * Writes what was worked out: first the records of what was forced, then the stack file, in the working tree or on the
 * branch of a pull request. Killed anywhere, it can be run again, and no record is there twice.
 *
 * @param pullRequest what it says, and where it is opened; without it the file in the working tree is written
 */
export async function applyPromotion(
  { result, stage, before, after, records }: PlannedPromotion,
  pullRequest?: { readonly body: string; readonly github: GitHub; readonly autoMerge?: true },
): Promise<OpenedChange | undefined> {
  if (pullRequest) {
    // A record of what was forced says that it was done.
    pullRequestHome({ stage, text: after });
  }
  await stage.records.append(...records);
  if (!pullRequest) {
    // Where the file has it already, this writes nothing.
    writeStackFile(stage.located.file, before, after);
    return undefined;
  }
  const { from, to, freight } = result;
  const version = freight.version === undefined ? "" : ` (${freight.version})`;
  const title = `Promote ${shortId(freight.id)}${version} from ${from.stack} to ${to.stack}`;
  const { github, ...how } = pullRequest;
  return openChange({ stage, verb: "promote", text: after, title, ...how }, github);
}

interface Work extends Target {
  readonly from: Stage;
  readonly to: Stage;
  readonly histories: { readonly from: StageHistory; readonly to: StageHistory };
  readonly chosen: Known;
  readonly after: string;
}

async function effectsOf(work: Work, options: PromotionOptions, outside: Outside): Promise<Effects> {
  const { to, histories, chosen, declared, environment, secrets, after } = work;
  const { app, release } = chosen.freight;
  const newest = histories.to.deployments[0];
  const running = newest?.freight ?? (newest && declared);
  // One after the other: the SDK plans one program at a time.
  const deployed = await deployedPlan(to, newest);
  const candidate = await planCandidate(to, after);
  const { now, force, isPullRequest = false } = options;
  // Where the file has it already, it may be what is still to be committed.
  const own = work.after === work.before && !isPullRequest ? pathOf(to) : undefined;
  const gates = await promotionGates({ ...work, candidate, deployed, isPullRequest, now, uncommitted: own }, outside);
  return {
    // In the order of the file: Pulumi's history sorts the keys.
    moves: movesBetween(declared, { app, release, ...pairIn(parseStackText(after, pathOf(to)).values) }),
    commits: declared ? await commitsBetween(to, declared.release, release, app, outside.compare) : [],
    migrations: migrationsBetween(running, { app, release }),
    secrets: secretsParity(declared?.app, app, { ...to.located, environment, secrets }),
    ...(candidate.plan && { impact: impactOf(deployed, candidate.plan) }),
    warnings: candidate.warnings,
    gates: force ? withForce(gates) : gates,
  };
}

/** The file has it: whether the stack has it too, with the program that it was verified with. */
async function alreadyThere(
  before: string,
  to: Stage,
  { deployments, unsettled }: StageHistory,
  id: string,
): Promise<NonNullable<PromotionResult["already"]>> {
  const isDeployed = unsettled === undefined && deployments[0]?.freight?.id === id;
  return { isDeployed, isCommitted: (await textAt(to.repository, "HEAD", pathOf(to))) === before };
}

/** The target's file with both blocks of the freight. */
async function afterIt(from: Stage, { located: { file } }: Stage, chosen: Known, before: string): Promise<string> {
  const blocks = await deployedBlocks(from, chosen);
  return withBlocks(before, { ...blocks, release: withRollbackOf(blocks.release, undefined) }, basename(file));
}

/** A stack with a release that Pulumi has never heard of is more often in another backend than not there. */
function emptyNote({ stack, nothing }: StageHistory, declared: Pair | undefined): string[] {
  return declared && nothing !== undefined
    ? [
        `${stack}: ${nothing}, so it is taken to be empty; both stages have to be in the backend that pulumi is logged in to`,
      ]
    : [];
}

/** What was forced becomes evidence, once. */
function forcedRecords(gates: readonly Verdict[], id: string, reason: string, { forced }: StageHistory): NewRecord[] {
  const records = forcedGates(gates).map(({ gate }): NewRecord => ({ event: "forced", id, gate, reason }));
  return records.filter((record) => !isRecorded(forced, record));
}

/** What the upstream's file says now, which is not what moves. */
function declaredPair({ located: { file } }: Stage): Partial<Pair> {
  return pairIn(readStackText(file).values);
}

/** In the sandbox there is no GitHub to ask what lies between two commits. */
function outsideOf({ isSandbox }: Stage): Outside {
  return isSandbox ? { attested } : { attested, compare: openGitHub().compare };
}
