import { relative } from "node:path";
import { openGitHub } from "../../cloud/github.ts";
import { imageIn } from "../../cloud/registry.ts";
import { UserError } from "../../lib/user-error.ts";
import { type Bump, bumpFile, type Outcome } from "../../promotion/bump/bump.ts";
import type { BumpWanted, LookUp } from "../../promotion/bump/plan.ts";
import { bumpPullRequest } from "../../promotion/bump/pull-request.ts";
import { bumpPush } from "../../promotion/bump/push.ts";
import { bumpTitle } from "../../promotion/bump/words.ts";
import { openStage, withCloud } from "../../promotion/open-stage.ts";
import { deployCommand } from "../../promotion/slipway-command.ts";
import type { Stage } from "../../promotion/stage.ts";
import { exitCodes } from "../exit-codes.ts";
import { refuseForceAlone, refuseReasonAlone } from "../force.ts";
import { print } from "../print.ts";
import { during } from "../progress.ts";
import { bumpText } from "../texts/bump.ts";
import type { BumpFlags } from "../verbs/bump.ts";
import { refuseWays } from "../way-of-writing.ts";

/** What `bump` came to. */
export interface BumpResult {
  readonly stack: string;
  /** Path of the stack file from where the command runs. */
  readonly file: string;
  /** Name of the image in `app.images`. */
  readonly image: string;
  readonly repository: string;
  /** What the image has to be for. */
  readonly platform: string;
  readonly before: { readonly digest?: string; readonly commit?: string; readonly version?: string };
  readonly after: { readonly digest: string; readonly commit?: string; readonly version?: string };
  /** Id of what a rollback restored there, where this ends it. */
  readonly endsRollbackOf?: string;
  /** Why it was forced. */
  readonly forced?: string;
  /** It was forced, and nobody can tell from it which release contains that build. */
  readonly lacksCommit?: true;
  readonly outcome: Outcome;
  /** Commands that come next. */
  readonly next: readonly string[];
}

/** `slipway bump`: looks the image up, writes its digest where that is asked for, and prints. */
export async function runBump(argument: string, image: string, flags: BumpFlags): Promise<number> {
  refuseFlags(["bump", argument, image], flags);
  const bumped = await during(`looking for the build of ${image}`, ({ note }) => bump(argument, image, flags, note));
  const result = resultOf(bumped.stage, bumped, flags);
  print(result, bumpText(result), flags);
  return exitCodes.done;
}

type Bumped = Bump & { readonly stage: Stage };

async function bump(
  argument: string,
  image: string,
  flags: BumpFlags,
  note: (sentence: string) => void,
): Promise<Bumped> {
  const stage = await openStage(argument, flags, note);
  // A registry is asked once of an image, however often a branch has moved in the meantime.
  const known = new Map<string, ReturnType<LookUp>>();
  const lookUp: LookUp = (wanted, { place }) => {
    const asked =
      known.get(wanted.repository) ?? withCloud(stage, place, "bump", note, () => imageIn(wanted, { place }));
    known.set(wanted.repository, asked);
    return asked;
  };
  return { ...(await write(stage, wantedOf(image, flags), lookUp, flags)), stage };
}

function write(stage: Stage, wanted: BumpWanted, lookUp: LookUp, flags: BumpFlags): Promise<Bump> {
  const { push, pr, autoMerge, dryRun } = flags;
  if (pr) {
    const how = { lookUp, github: openGitHub(), ...(autoMerge && { autoMerge }) };
    return bumpPullRequest(stage, wanted, how, dryRun);
  }
  return push ? bumpPush(stage, wanted, { lookUp }, dryRun) : bumpFile(stage, wanted, lookUp, dryRun);
}

function refuseFlags(words: readonly string[], flags: BumpFlags): void {
  const { commit, version } = flags;
  refuseWays(flags);
  refuseForceAlone(words, flags, "the fix cannot wait");
  refuseReasonAlone(words, flags);
  if (commit !== undefined && !/^[0-9a-f]{40}$/.test(commit)) {
    throw new UserError(`--commit ${commit} is no commit: it has 40 hexadecimal digits (git rev-parse HEAD)`);
  }
  if (version?.trim() === "") {
    throw new UserError("--version is empty: say which one it is, or leave it out");
  }
}

function wantedOf(image: string, { commit, version, force, reason }: BumpFlags): BumpWanted {
  return {
    image,
    ...(commit !== undefined && { commit }),
    ...(version !== undefined && { version }),
    ...(force && reason !== undefined && { force: { reason: reason.trim() } }),
  };
}

function resultOf(stage: Stage, { planned, outcome }: Bump, { reason }: BumpFlags): BumpResult {
  const { image, repository, platform, before, after, version, endsRollbackOf } = planned;
  const file = relative(process.cwd(), stage.located.file);
  return {
    stack: stage.located.stack,
    file,
    image,
    repository,
    platform,
    before: { ...before, ...(version.before !== undefined && { version: version.before }) },
    after: { ...after, ...(version.after !== undefined && { version: version.after }) },
    ...(endsRollbackOf !== undefined && { endsRollbackOf }),
    ...(reason !== undefined && outcome.is !== "same" && { forced: reason.trim() }),
    ...(reason !== undefined && outcome.is !== "same" && after.commit === undefined && { lacksCommit: true }),
    outcome,
    next: nextCommands(stage, planned, outcome, file),
  };
}

/** What deploys it, and what has to come before. */
function nextCommands(
  { located, isSandbox }: Stage,
  planned: Bump["planned"],
  { is }: Outcome,
  file: string,
): string[] {
  const { stack } = located;
  const deploy = deployCommand({ located, isSandbox });
  if (is === "written") {
    const title = bumpTitle({ stack, images: [planned] });
    return [`git commit --message "${title}" ${file}`, deploy];
  }
  return is === "pushed" ? ["git pull --ff-only", deploy] : [];
}
