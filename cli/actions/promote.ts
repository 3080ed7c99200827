import { openGitHub } from "../../cloud/github.ts";
import { UserError } from "../../lib/user-error.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { applyPromotion, promotion } from "../../promotion/promote/promote.ts";
import type { PromotionResult } from "../../promotion/promote/promotion-result.ts";
import type { OpenedChange } from "../../promotion/promote/pull-request.ts";
import { exitCodes } from "../exit-codes.ts";
import { promoteText, pullRequestBody } from "../texts/promote.ts";
import type { PromoteFlags } from "../verbs/promote.ts";

/** What `promote` came to. */
export interface PromoteOutcome extends PromotionResult {
  /** What was written, if anything was. */
  readonly written?: "file" | OpenedChange;
}

/** `slipway promote`: works it out, writes it where that is asked for and allowed, and prints. */
export async function runPromote(from: string, to: string, flags: PromoteFlags, now = new Date()): Promise<number> {
  const { yes, pr, sandbox } = flags;
  const force = forceOf(flags, `npx slipway promote ${from} ${to}`);
  if (yes && pr) {
    throw new UserError("--yes writes the stack file here and --pr writes it onto a branch: take one of them");
  }
  const say = (sentence: string) => process.stderr.write(`  ${sentence}\n`);
  const upstream = await openStage(from, { ...(sandbox && { sandbox }) }, say);
  const target = await openStage(to, { ...(sandbox && { sandbox }) }, say);
  const planned = await promotion(upstream, target, {
    now,
    ...(force && { force }),
    ...(pr && { isPullRequest: true }),
  });
  const { result } = planned;
  if (!result.effects || result.isRefused || !(yes || pr)) {
    print(result, flags);
    return result.isRefused ? exitCodes.refused : exitCodes.done;
  }
  const opened = await applyPromotion(planned, pr && { body: pullRequestBody(result), github: openGitHub() });
  print({ ...result, written: opened ?? "file" }, flags);
  return exitCodes.done;
}

/** What passes by force says why, since that is all that is left of it. */
function forceOf({ force, reason }: PromoteFlags, command: string): { readonly reason: string } | undefined {
  if (force && !reason?.trim()) {
    throw new UserError(
      `--force needs a --reason, which is recorded: ${command} --force --reason "the fix cannot wait"`,
    );
  }
  if (!force && reason !== undefined) {
    throw new UserError(`--reason says why gates are passed, so it goes with --force: ${command} --force --reason "…"`);
  }
  return force && reason !== undefined ? { reason: reason.trim() } : undefined;
}

function print(outcome: PromoteOutcome, { json }: PromoteFlags): void {
  process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : promoteText(outcome));
}
