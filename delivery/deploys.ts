import { readStackText } from "../config/stack-file.ts";
import { stacksIn } from "../config/stacks-in.ts";
import { git, gitOrFail } from "../git/git.ts";
import { textAt } from "../git/repository.ts";
import { inOrderOfPromotion, promotionIn } from "../promotion/downstream.ts";
import { deployedProgramGate } from "../promotion/gates/deployed-program.ts";
import type { Deployment } from "../promotion/history/deployment.ts";
import { programAt, programDifference } from "../promotion/program.ts";
import { pairIn } from "../promotion/promote/chosen-freight.ts";
import { pathOf, type Stage } from "../promotion/stage.ts";
import { type HistoryOf, standingRefusals } from "./refusals.ts";

/** Whether HEAD is to be deployed to a stack, and why. */
export interface StackToDeploy {
  readonly stack: string;
  readonly isDue: boolean;
  readonly because: string;
}

/** Where what is known of the stacks comes from. */
export interface DeploysMeans {
  readonly stageOf: (stack: string) => Promise<Stage>;
  readonly historyOf: HistoryOf;
}

/** All stacks of a folder, each behind the one that it takes its freight from. */
export function allIn(folder: string): readonly string[] {
  return inOrderOfPromotion(folder, stacksIn(folder));
}

/** Whether HEAD is to be deployed to each of these stacks, and why. */
export async function stacksToDeploy(
  stacks: readonly string[],
  base: string | undefined,
  { stageOf, historyOf }: DeploysMeans,
): Promise<readonly StackToDeploy[]> {
  const found: StackToDeploy[] = [];
  // One after the other: each asks Pulumi for all of its history.
  for (const stack of stacks) {
    found.push({ stack, ...(await unlessRefused(await stageOf(stack), base, historyOf)) });
  }
  return found;
}

type Due = Pick<StackToDeploy, "isDue" | "because">;

const due = (because: string): Due => ({ isDue: true, because });
const notDue = (because: string): Due => ({ isDue: false, because });

/**
 * What is due, but for what no waiting lets through: a run that is older than what is deployed has nothing to do, and a
 * stack whose release was rejected keeps no other one back until its rollback is merged.
 */
async function unlessRefused(stage: Stage, base: string | undefined, historyOf: HistoryOf): Promise<Due> {
  const found = await dueIn(stage, base, historyOf);
  if (!found.isDue || base !== undefined) {
    return found;
  }
  const head = await gitOrFail(stage.located.root, "rev-parse", "HEAD");
  const [refusal] = await standingRefusals(stage, head, historyOf);
  return refusal === undefined ? found : notDue(refusal);
}

async function dueIn(stage: Stage, base: string | undefined, historyOf: HistoryOf): Promise<Due> {
  const { root, stack, file } = stage.located;
  const { app, release } = pairIn(readStackText(file).values);
  if (!app || !release) {
    return notDue("nothing was promoted to it yet");
  }
  const since = base === undefined ? await lastIn(stack, historyOf) : { commit: base, words: shownBase(base) };
  if ("because" in since) {
    return since;
  }
  const { commit, words } = since;
  if ((await git(root, "cat-file", "-e", `${commit}^{commit}`)) === undefined) {
    return due(`${inFull(since)} is not in this clone`);
  }
  if (await isOtherFile(stage, commit)) {
    return due(`its file is not what it was at ${words}`);
  }
  const head = await gitOrFail(root, "rev-parse", "HEAD");
  if ((await programAt(root, head)) === (await programAt(root, commit))) {
    const isOpen = base === undefined && !(await wasJudged(stack, historyOf));
    return isOpen
      ? due(`${words} was not verified to its end, so it is verified now`)
      : notDue(`neither its file nor the program has changed since ${words}`);
  }
  const [first = "the program"] = await programDifference(root, commit, head);
  const { from } = promotionIn(file);
  if (from === undefined) {
    return due(`the program has changed since ${words}: ${first}`);
  }
  if (base !== undefined) {
    return notDue(
      `its file is the same; whether ${from} has verified this program, its history tells (without --base)`,
    );
  }
  const verdict = await deployedProgramGate(stage, historyOf);
  return verdict?.passes ? due(verdict.says) : notDue(`the program waits for ${from}: ${verdict?.says ?? ""}`);
}

/** Whether a job has nothing left to do with what is deployed: one that was stopped before its verification has. */
async function wasJudged(stack: string, historyOf: HistoryOf): Promise<boolean> {
  const [newest] = (await historyOf(stack)).deployments;
  return newest?.verdict !== undefined || newest?.rejected !== undefined;
}

/** A commit's hash is long; a name is as it was asked for. */
function shownBase(base: string): string {
  return /^[0-9a-f]{40}$/.test(base) ? `commit ${base.slice(0, 12)}` : base;
}

/** The words and the commit, of which one may be the other. */
function inFull({ commit, words }: { readonly commit: string; readonly words: string }): string {
  return words === shownBase(commit) ? words : `${words}, ${commit.slice(0, 12)},`;
}

/** What is deployed, or why that is no commit to compare with. */
async function lastIn(
  stack: string,
  historyOf: HistoryOf,
): Promise<{ readonly commit: string; readonly words: string } | Due> {
  const { deployments, nothing, unsettled } = await historyOf(stack);
  const [newest]: readonly Deployment[] = deployments;
  if (unsettled !== undefined) {
    return due(unsettled);
  }
  if (!newest) {
    // What a job deploys with is declared by the stack itself, so it is not there yet.
    return notDue(`${nothing ?? "nothing was deployed to it yet"}: a person brings it up the first time`);
  }
  return newest.commit !== undefined && newest.freight && newest.isClean
    ? { commit: newest.commit, words: "its last deployment" }
    : due(`what was deployed at ${newest.at} is not one whole commit`);
}

async function isOtherFile(stage: Stage, commit: string): Promise<boolean> {
  const texts = [commit, "HEAD"].map((at) => textAt(stage.repository, at, pathOf(stage)));
  const [before, now] = await Promise.all(texts);
  return before !== now;
}
