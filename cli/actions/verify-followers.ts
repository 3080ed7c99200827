import { basename } from "node:path";
import { Refusal } from "../../lib/user-error.ts";
import { shortId } from "../../promotion/freight.ts";
import { refusals, type Verdict } from "../../promotion/gates/gate.ts";
import { openStage } from "../../promotion/open-stage.ts";
import type { Stage } from "../../promotion/stage.ts";
import type { Followers } from "../../promotion/verify/follow.ts";
import { argumentFor } from "../../sandbox/run/workspace.ts";
import type { VerifyFlags } from "../verbs/verify.ts";

/** What follows a verification by itself, done as `promote --pr` and `rollback` do it; loaded only when it is. */
export function followersOf(
  stage: Stage,
  flags: VerifyFlags,
  now: Date,
  say: (sentence: string) => void,
  open: typeof openStage = openStage,
): Followers {
  return {
    promote: async (to) => promote(stage, await open(argumentFor(to), flags, say), now),
    rollBack: () => rollBack(stage, flags, say),
  };
}

async function promote(from: Stage, to: Stage, now: Date): Promise<string> {
  const { applyPromotion, promotion } = await import("../../promotion/promote/promote.ts");
  const { pullRequestBody } = await import("../texts/promote.ts");
  const planned = await promotion(from, to, { now, isPullRequest: true });
  const { already, effects, isRefused } = planned.result;
  if (isRefused) {
    throw new Refusal(told(effects?.gates ?? []));
  }
  if (already) {
    return "has it already";
  }
  const { openGitHub } = await import("../../cloud/github.ts");
  const { wasClosed } = await import("../../promotion/verify/was-closed.ts");
  const github = openGitHub();
  if (await wasClosed(planned, github)) {
    const moving = [from, to].map(({ located }) => argumentFor(located)).join(" ");
    return `its pull request was closed by somebody, and is opened again by npx slipway promote ${moving} --pr alone`;
  }
  const opened = await applyPromotion(planned, { body: pullRequestBody(planned.result), github });
  return `its promotion is ${opened?.isNew ? "open" : "up to date"}: ${opened?.url}`;
}

async function rollBack(stage: Stage, { pr }: VerifyFlags, say: (sentence: string) => void): Promise<string> {
  const { applyRollback, planRollback } = await import("../../promotion/rollback/rollback.ts");
  const { rollbackBody } = await import("../texts/rollback.ts");
  const reason = "failed its verification";
  const planned = await planRollback(stage, { say, reason, isPullRequest: pr === true });
  const { effects, to } = planned.result;
  if (effects === undefined) {
    return `${basename(stage.located.file)} goes back already: commit it, then run ${deployCommand(stage)}`;
  }
  const written = await applyRollback(planned, pr ? "pullRequest" : "file", { body: rollbackBody(planned.result) });
  const where = written.pullRequest
    ? `by pull request ${written.pullRequest.url}`
    : `in ${basename(stage.located.file)}: commit it, then run ${deployCommand(stage)}`;
  return `rolled back to ${shortId(to.id)} ${where}`;
}

function deployCommand({ located, isSandbox }: Stage): string {
  return isSandbox ? `npx slipway sandbox up ${argumentFor(located)}` : `pulumi up --stack ${located.stack}`;
}

function told(gates: readonly Verdict[]): string {
  return refusals(gates)
    .map(({ gate, says }) => `${gate}: ${says}`)
    .join("; ");
}
