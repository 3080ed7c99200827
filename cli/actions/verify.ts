import { downstreamOf } from "../../promotion/downstream.ts";
import { deployedPlace } from "../../promotion/history/deployed-place.ts";
import type { Deployment, VerdictOfStage } from "../../promotion/history/deployment.ts";
import { stageHistory } from "../../promotion/history/stage-history.ts";
import { openStage, withCloud } from "../../promotion/open-stage.ts";
import { type FollowUp, followUps, wantsRollback } from "../../promotion/verify/follow.ts";
import { type WrittenDown, writeDown } from "../../promotion/verify/record.ts";
import { newestDeployment, type Verification, verification } from "../../promotion/verify/verify.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { verifyText } from "../texts/verify.ts";
import type { VerifyFlags } from "../verbs/verify.ts";
import { refuseWays } from "../way-of-writing.ts";
import { setOutputs } from "./github-job.ts";
import { followersOf } from "./verify-followers.ts";

/** What was looked at, without the whole of its configuration. */
type LookedAt = Pick<Deployment, "update" | "at" | "commit" | "commitBy"> & {
  readonly id?: string;
  readonly version?: string;
};

/** What `verify` came to. */
export interface VerifyResult extends Omit<Verification, "deployment">, WrittenDown {
  readonly deployment: LookedAt;
  /** When and by whom the same verdict was written down before, if it was. */
  readonly before?: Pick<VerdictOfStage["record"], "at" | "by">;
  readonly isDryRun: boolean;
  /** It failed, and environment.promotion.rollbackOnFailure wants it taken back. */
  readonly wantsRollback: boolean;
  readonly followUps: readonly FollowUp[];
}

const codes = {
  verified: exitCodes.done,
  failed: exitCodes.refused,
  unsettled: exitCodes.refused,
  unknown: exitCodes.failed,
} as const;

/** `slipway verify`: looks, writes it down, does what follows by itself, and prints. */
export async function runVerify(argument: string, flags: VerifyFlags, now = new Date()): Promise<number> {
  refuseWays(flags);
  const result = await during(`verifying ${argument}`, ({ note }) => verify(argument, flags, now, note));
  setOutputs({ verdict: result.verdict, rollback: `${result.wantsRollback}` });
  print(result, verifyText(result), flags);
  return result.notWritten === undefined ? codes[result.verdict] : exitCodes.failed;
}

async function verify(
  argument: string,
  flags: VerifyFlags,
  now: Date,
  say: (sentence: string) => void,
): Promise<VerifyResult> {
  const stage = await openStage(argument, flags, say);
  // Before anything is written: a stack file beside it may be one that cannot be read.
  const downstream = downstreamOf(stage);
  const history = await stageHistory(stage);
  const { account } = deployedPlace(newestDeployment(history).environment, history.stack);
  const found = await withCloud(stage, account, "verify", say, (cloud) => verification(stage, history, { cloud, say }));
  const options = {
    now,
    isPullRequest: flags.pr === true,
    isDryRun: flags.dryRun === true,
    leavesRollback: flags.leaveRollback === true,
  };
  const known = found.deployment.verdict;
  const written: WrittenDown = options.isDryRun ? { wrote: [] } : await writeDown(stage, found);
  return {
    ...found,
    deployment: lookedAt(found.deployment),
    ...(known?.is === found.verdict && { before: { at: known.record.at, by: known.record.by } }),
    isDryRun: options.isDryRun,
    wantsRollback: !options.isDryRun && wantsRollback(found),
    ...written,
    // What follows stands on the record.
    followUps:
      written.notWritten === undefined
        ? await followUps(stage, found, downstream, options, followersOf(stage, flags, now, say))
        : [],
  };
}

function lookedAt({ update, at, commit, commitBy, freight }: Deployment): LookedAt {
  const version = freight?.release.version;
  return {
    update,
    at,
    ...(commit !== undefined && { commit }),
    ...(commitBy !== undefined && { commitBy }),
    ...(freight && { id: freight.id }),
    ...(typeof version === "string" && { version }),
  };
}
