import { messageOf } from "../../lib/message-of.ts";
import { openStage } from "../../promotion/open-stage.ts";
import { openDeployed } from "../../promotion/rollback/now-pull-request.ts";
import type { DeployedNow } from "../../promotion/rollback/now-result.ts";
import { applyRollback, planRollback } from "../../promotion/rollback/rollback.ts";
import type { RollbackOptions, RollbackResult, Written } from "../../promotion/rollback/rollback-result.ts";
import type { Stage } from "../../promotion/stage.ts";
import { exitCodes } from "../exit-codes.ts";
import { refuseForceAlone } from "../force.ts";
import { print } from "../print.ts";
import { during, note } from "../progress.ts";
import { rollbackBody, rollbackText } from "../texts/rollback.ts";
import type { RollbackFlags } from "../verbs/rollback.ts";
import { refuseWays } from "../way-of-writing.ts";

/** What `rollback` came to. */
export interface RollbackOutcome extends RollbackResult {
  /** It was asked for at once. */
  readonly isNow?: true;
  readonly isPullRequest?: true;
  /** What was deployed at once; absent where it was not, or a gate refuses it. */
  readonly deployed?: DeployedNow;
  /** Absent where nothing was written. */
  readonly written?: Written;
  /** Why the pull request of what was deployed at once could not be opened. */
  readonly notOpened?: string;
}

/** `slipway rollback`: works it out, writes or deploys it where that is asked for and allowed, and prints. */
export async function runRollback(argument: string, flags: RollbackFlags): Promise<number> {
  const { to, cancelRunning, now, pr, force, json } = flags;
  const reason = reasonOf(argument, flags);
  const options = {
    ...(to !== undefined && { to }),
    ...(cancelRunning && { cancelRunning }),
    ...(force && { force }),
    ...(reason !== undefined && { reason }),
    ...(pr && { isPullRequest: true }),
  };
  const done = now
    ? // The engine tells its own progress.
      await goBackNow(await openStage(argument, flags, note), { ...options, say: note }, flags)
    : await during(`working out what ${argument} goes back to`, async (told) =>
        goBack(await openStage(argument, flags, told.note), { ...options, say: told.note }, flags),
      );
  const outcome: RollbackOutcome = { ...done, ...(now && { isNow: now }), ...(pr && { isPullRequest: pr }) };
  print(outcome, rollbackText(outcome), { json });
  if (outcome.deployed?.failed !== undefined || outcome.notOpened !== undefined) {
    return exitCodes.failed;
  }
  return outcome.isRefused ? exitCodes.refused : exitCodes.done;
}

type Done = Omit<RollbackOutcome, "isNow" | "isPullRequest">;

async function goBack(stage: Stage, options: RollbackOptions, { yes, pr }: RollbackFlags): Promise<Done> {
  const plan = await planRollback(stage, options);
  const { result } = plan;
  const isToWrite = (yes || pr) && result.effects && !result.isRefused;
  const body = rollbackBody(result);
  const written = isToWrite ? await applyRollback(plan, pr ? "pullRequest" : "file", { body }) : undefined;
  return { ...result, ...(written && { written }) };
}

/** What is deployed stays so, whether its pull request can be opened or not. */
async function goBackNow(stage: Stage, options: RollbackOptions, { pr }: RollbackFlags): Promise<Done> {
  const { rollbackNow } = await import("../../promotion/rollback/now.ts");
  const { result, deployed } = await rollbackNow(stage, options);
  const done = { ...result, ...(deployed && { deployed }) };
  if (!pr || !deployed || deployed.failed !== undefined) {
    return done;
  }
  return openDeployed(stage, deployed, rollbackBody(done)).then(
    (pullRequest) => ({ ...done, written: { mode: "pullRequest", pullRequest } }),
    (error: unknown) => ({ ...done, notOpened: messageOf(error) }),
  );
}

function reasonOf(argument: string, flags: RollbackFlags): string | undefined {
  refuseWays(flags);
  refuseForceAlone(["rollback", argument], flags, "the site is down");
  return flags.reason?.trim();
}
