import { openStage } from "../../promotion/open-stage.ts";
import { applyRollback, planRollback } from "../../promotion/rollback/rollback.ts";
import type { RollbackResult, Written } from "../../promotion/rollback/rollback-result.ts";
import { exitCodes } from "../exit-codes.ts";
import { refuseForceAlone } from "../force.ts";
import { rollbackBody, rollbackText } from "../texts/rollback.ts";
import type { RollbackFlags } from "../verbs/rollback.ts";
import { refuseWays } from "../way-of-writing.ts";

/** What `rollback` came to. */
export interface RollbackOutcome extends RollbackResult {
  /** Absent where nothing was written. */
  readonly written?: Written;
}

/** `slipway rollback`: works it out, writes it where that is asked for and allowed, and prints. */
export async function runRollback(argument: string, flags: RollbackFlags): Promise<number> {
  const { to, cancelRunning, yes, pr, force, json } = flags;
  const reason = reasonOf(argument, flags);
  const say = (sentence: string) => process.stderr.write(`  ${sentence}\n`);
  const stage = await openStage(argument, flags, say);
  const plan = await planRollback(stage, {
    ...(to !== undefined && { to }),
    ...(cancelRunning && { cancelRunning }),
    ...(force && { force }),
    ...(reason !== undefined && { reason }),
    ...(pr && { isPullRequest: true }),
    say,
  });
  const { result } = plan;
  const isToWrite = (yes || pr) && result.effects && !result.isRefused;
  const body = rollbackBody(result);
  const written = isToWrite ? await applyRollback(plan, pr ? "pullRequest" : "file", { body }) : undefined;
  const outcome: RollbackOutcome = { ...result, ...(written && { written }) };
  process.stdout.write(json ? `${JSON.stringify(outcome, null, 2)}\n` : rollbackText(outcome));
  return result.isRefused ? exitCodes.refused : exitCodes.done;
}

function reasonOf(argument: string, flags: RollbackFlags): string | undefined {
  refuseWays(flags);
  refuseForceAlone(["rollback", argument], flags, "the site is down");
  return flags.reason?.trim();
}
