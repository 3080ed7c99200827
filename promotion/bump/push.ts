import { basename } from "node:path";
import { pushChange } from "../../git/push-change.ts";
import { defaultBranch, fetched, textAt } from "../../git/repository.ts";
import { mostTries, type Pause, untilFirst } from "../../git/until-first.ts";
import { UserError } from "../../lib/user-error.ts";
import type { Stage } from "../stage.ts";
import type { Bump } from "./bump.ts";
import { recordForce } from "./force.ts";
import { type BumpWanted, type LookUp, planBump } from "./plan.ts";
import { bumpMessage, bumpsBetween } from "./words.ts";

/** What a bump asks of others. */
export interface Outside {
  readonly lookUp: LookUp;
  /** How a retry waits, for tests. */
  readonly pause?: Pause;
}

/** Puts it onto the newest default branch of the remote, whatever the working tree has. */
export function bumpPush(stage: Stage, wanted: BumpWanted, outside: Outside, dryRun = false): Promise<Bump> {
  return untilPushed(stage, outside, async ({ branch, tip, text, path, file }) => {
    const planned = await planBump(stage, { text, file }, wanted, outside.lookUp);
    if (planned.isSame || dryRun) {
      return { planned, outcome: { is: planned.isSame ? "same" : "shown" } };
    }
    await recordForce(stage, wanted, planned.text, tip);
    const message = bumpMessage(bumpsBetween(stage.located.stack, file, text, planned.text));
    const change = { branch, expected: tip, parent: tip, files: { [path]: planned.text }, message };
    const isPushed = (await pushChange(stage.repository, change).catch(orPullRequest)) === "pushed";
    return isPushed ? { planned, outcome: { is: "pushed", branch } } : undefined;
  });
}

/** A branch that takes no push may take a pull request. */
function orPullRequest(error: unknown): never {
  throw error instanceof UserError
    ? new UserError(`${error.message.trimEnd()}\nwhere the branch is protected, use --pr instead of --push`)
    : error;
}

/** The default branch as it is now, and the stage's file on it. */
export interface Main {
  readonly branch: string;
  /** Its commit. */
  readonly tip: string;
  readonly text: string;
  /** Of the stack file, from the top of the repository. */
  readonly path: string;
  /** Its name. */
  readonly file: string;
}

/** Begins anew from the newest default branch whenever somebody else was faster. */
export async function untilPushed(
  { repository, located, folder }: Stage,
  { pause }: Outside,
  work: (main: Main) => Promise<Bump | undefined>,
): Promise<Bump> {
  if (repository.remote === undefined) {
    throw new UserError("there is no remote to push to: add one (git remote add origin …), or bump the file here");
  }
  const file = basename(located.file);
  const path = `${folder}${file}`;
  const branch = await defaultBranch(repository);
  const done = await untilFirst(async () => {
    const tip = await fetched(repository, branch);
    const text = tip === undefined ? undefined : await textAt(repository, tip, path);
    if (tip === undefined || text === undefined) {
      throw new UserError(`${path} is not on ${branch} of ${repository.remote}: commit it and push it first`);
    }
    return work({ branch, tip, text, path, file });
  }, pause);
  if (!done) {
    throw new UserError(`others were faster ${mostTries} times: nothing was bumped, run this again`);
  }
  return done;
}
