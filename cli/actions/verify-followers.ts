import { basename } from "node:path";
import { shortId } from "../../promotion/freight.ts";
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
  const { autoPromotion } = await import("../../delivery/auto-promote.ts");
  const { openGitHub } = await import("../../cloud/github.ts");
  const { pullRequestBody } = await import("../texts/promote.ts");
  const { autoPromotionText } = await import("../texts/auto-promote.ts");
  return autoPromotionText(await autoPromotion(from, to, { now, github: openGitHub(), body: pullRequestBody }));
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
