import { readFileSync } from "node:fs";
import { writeStackFile } from "../../config/write-stack-file.ts";
import { Refusal } from "../../lib/user-error.ts";
import { deployedPlan } from "../effects/baseline.ts";
import { planCandidate } from "../effects/candidate.ts";
import { shortId } from "../freight.ts";
import { refusals } from "../gates/gate.ts";
import type { StageHistory } from "../history/deployment.ts";
import { waitForUpdate } from "../history/running-update.ts";
import { stageHistory } from "../history/stage-history.ts";
import { moving, named } from "../promote/promotion-result.ts";
import { openChange, pullRequestHome } from "../promote/pull-request.ts";
import type { Stage } from "../stage.ts";
import { type Planners, rollbackEffects } from "./effects.ts";
import { type Left, leftIn } from "./left.ts";
import { restored } from "./restored.ts";
import type { RollbackOptions, RollbackResult, Written } from "./rollback-result.ts";
import { rollbackTarget } from "./target.ts";

/** What a rollback is worked out with. */
export interface RollbackTools extends Planners {
  readonly waitForUpdate: typeof waitForUpdate;
}

/** The result, with what writing it takes. */
export interface RollbackPlan {
  readonly result: RollbackResult;
  readonly stage: Stage;
  /** The stack file as it is, and as it is to be. */
  readonly before: string;
  readonly after: string;
}

/** Works out what a rollback would do, and whether it may, without writing anything; waits for a running update first. */
export async function planRollback(
  stage: Stage,
  options: RollbackOptions,
  tools: RollbackTools = { waitForUpdate, deployedPlan, planCandidate },
): Promise<RollbackPlan> {
  const { cancelRunning = false, say } = options;
  await tools.waitForUpdate(stage, { cancelRunning, say });
  const history = await stageHistory(stage);
  return workOut(stage, { history, left: await leftIn(stage, history) }, options, tools);
}

/** The same of a stage of which it is known what is there. */
export async function workOut(
  stage: Stage,
  { history, left }: { readonly history: StageHistory; readonly left: Left },
  options: RollbackOptions,
  planners: Planners,
): Promise<RollbackPlan> {
  const { to, reason } = options;
  const target = rollbackTarget(history, left, to);
  const before = readFileSync(stage.located.file, "utf8");
  const text = await restored(stage, before, left, target);
  const isThere = text.after === before;
  const effects = isThere
    ? undefined
    : await rollbackEffects({ stage, history, left, target, before, text }, options, planners);
  const result: RollbackResult = {
    stage: named(stage),
    isSandbox: stage.isSandbox,
    left: leftFreight(left),
    to: moving(target),
    ...(to !== undefined && { asked: to }),
    ...(effects && { effects }),
    isRefused: refusals(effects?.gates ?? []).length > 0,
    ...(reason !== undefined && { reason }),
  };
  return { result, stage, before, after: text.after };
}

/** How the pull request of a rollback is opened. */
interface Opening {
  /** What it says. */
  readonly body?: string;
  readonly open?: typeof openChange;
  readonly home?: typeof pullRequestHome;
}

/**
 * Writes what was worked out: the records first, then the stack file, in the working tree or on the branch of a pull
 * request. Killed anywhere, it can be run again, and no record is there twice.
 */
export async function applyRollback(
  { result, stage, before, after }: RollbackPlan,
  mode: Written["mode"],
  { body = "", open = openChange, home = pullRequestHome }: Opening = {},
): Promise<Written> {
  const { stack, file } = stage.located;
  const { isRefused, effects } = result;
  if (isRefused) {
    const refused = refusals(effects?.gates ?? []).map(({ gate, says }) => `${gate}: ${says}`);
    throw new Refusal([`${stack} does not go back:`, ...refused].join("\n  "));
  }
  if (mode === "pullRequest") {
    // Nothing is rejected, held or forced by what cannot be opened.
    home({ stage, text: after });
  }
  await stage.records.append(...(effects?.records ?? []));
  if (mode === "file") {
    writeStackFile(file, before, after);
    return { mode };
  }
  return { mode, pullRequest: await open({ stage, verb: "promote", text: after, title: rollbackTitle(result), body }) };
}

/** What its commit, its update and its pull request are called. */
export function rollbackTitle({ stage: { stack }, left, to }: Pick<RollbackResult, "stage" | "left" | "to">): string {
  const from = left.id === undefined ? "" : ` from ${shortId(left.id)}`;
  return `Roll ${stack} back${from} to ${shortId(to.id)}${to.version === undefined ? "" : ` (${to.version})`}`;
}

/** What is left, as results tell it. */
export function leftFreight({ state, update, at: when, commit, unknown, freight }: Left): RollbackResult["left"] {
  const version = freight?.release.version;
  return {
    state,
    update,
    at: when,
    ...(commit !== undefined && { commit }),
    ...(unknown !== undefined && { unknown }),
    ...(freight && { id: freight.id }),
    ...(typeof version === "string" && { version }),
  };
}
