import { openGitHub } from "../../cloud/github.ts";
import { oneLine } from "../../lib/one-line.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { applyPromotion, promotion } from "../../promotion/promote/promote.ts";
import type { PromotionResult } from "../../promotion/promote/promotion-result.ts";
import type { OpenedChange } from "../../promotion/promote/pull-request.ts";
import type { Stage } from "../../promotion/stage.ts";
import { placeholderAdvice, secretsToGive } from "../../sandbox/run/placeholders.ts";
import { exitCodes } from "../exit-codes.ts";
import { refuseForceAlone, refuseReasonAlone } from "../force.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { promoteText, pullRequestBody } from "../texts/promote.ts";
import type { PromoteFlags } from "../verbs/promote.ts";
import { refuseWays } from "../way-of-writing.ts";

/** What `promote` came to. */
export interface PromoteOutcome extends PromotionResult {
  /** What was written, if anything was. */
  readonly written?: "file" | "records" | OpenedChange;
}

/** `slipway promote`: works it out, writes it where that is asked for and allowed, and prints. */
export async function runPromote(from: string, to: string, flags: PromoteFlags, now = new Date()): Promise<number> {
  const { pr, autoMerge, sandbox } = flags;
  refuseWays(flags);
  const force = forceOf(["promote", from, to], flags);
  const { planned, target } = await during(`working out what ${to} takes from ${from}`, async ({ note }) => {
    const upstream = await openStage(from, { ...(sandbox && { sandbox }) }, note);
    const opened = await openStage(to, { ...(sandbox && { sandbox }) }, note);
    const options = { now, ...(force && { force }), ...(pr && { isPullRequest: true }) };
    return { planned: await promotion(upstream, opened, options), target: opened };
  });
  const result = withAdvice(planned.result, target);
  if (result.isRefused || !isToWrite(result, flags)) {
    print(result, promoteText(result), flags);
    return result.isRefused ? exitCodes.refused : exitCodes.done;
  }
  const how = { body: pullRequestBody(result), github: openGitHub(), ...(autoMerge && { autoMerge }) };
  const opened = await during(pr ? "opening the pull request" : "writing", () => applyPromotion(planned, pr && how));
  const outcome: PromoteOutcome = { ...result, written: opened ?? (result.already ? "records" : "file") };
  print(outcome, promoteText(outcome), flags);
  return exitCodes.done;
}

/** Where the file has it already, all that is left to write is what was passed by force. */
function isToWrite({ already, reason }: PromotionResult, { yes, pr }: PromoteFlags): boolean {
  return yes === true ? !already || reason !== undefined : pr === true && !already;
}

function forceOf(words: readonly string[], flags: PromoteFlags): { readonly reason: string } | undefined {
  refuseForceAlone(words, flags, "the fix cannot wait");
  refuseReasonAlone(words, flags);
  // On one line, as its record has it, so that another run finds it there.
  return flags.reason === undefined ? undefined : { reason: oneLine(flags.reason) };
}

/** How a value that is missing in the sandbox is given there. */
function withAdvice(result: PromotionResult, { located, isSandbox }: Stage): PromotionResult {
  const names = secretsToGive((result.effects?.gates ?? []).flatMap(({ says, commands = [] }) => [says, ...commands]));
  if (!isSandbox || names.length === 0) {
    return result;
  }
  return { ...result, notes: [...result.notes, placeholderAdvice(names, located)] };
}
