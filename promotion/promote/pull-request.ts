import { basename } from "node:path";
import { type GitHub, type OpenPullRequest, openGitHub } from "../../cloud/github.ts";
import { repositoriesOf } from "../../config/delivery.ts";
import { parseStackText } from "../../config/stack-file.ts";
import { git, gitOrFail } from "../../git/git.ts";
import { pushChange } from "../../git/push-change.ts";
import { defaultBranch, fetched, type Repository, textAt } from "../../git/repository.ts";
import { UserError } from "../../lib/user-error.ts";
import { pathOf, type Stage } from "../stage.ts";

/** A stack file as it is to be, on a branch of its own, for people to look at. */
export interface Change {
  readonly stage: Pick<Stage, "located" | "folder" | "repository">;
  /** What is done to the stage: each has one branch, so that two of a kind never mix. */
  readonly verb: "promote" | "bump" | "rollback";
  /** The whole text of the stage's stack file. */
  readonly text: string;
  readonly title: string;
  readonly body: string;
  /** GitHub is to merge it by itself, once it has all that the branch needs. */
  readonly autoMerge?: true;
}

/** The pull request that the change is in. */
export type OpenedChange = Pick<OpenPullRequest, "url" | "isNew" | "autoMerge">;

/** `slipway/promote-production`, in a folder `slipway/promote-examples-shop-production`. */
export function branchFor(verb: Change["verb"], { located, folder }: Pick<Stage, "located" | "folder">): string {
  return `slipway/${verb}-${folder.replaceAll("/", "-")}${located.stack}`;
}

/**
 * Puts a change of a stack file on its branch, as one commit on HEAD, and opens its pull request or brings the open one
 * up to date. A branch that has the same change already is left alone, with the approvals it has; so a run that was
 * cut off between the two is finished by the next one. What merges by itself gets what its base has since: GitHub waits
 * until it has, for ever.
 */
export async function openChange(change: Change, github: GitHub = openGitHub()): Promise<OpenedChange> {
  const { stage, verb, text, title, body, autoMerge } = change;
  const { repository } = stage;
  const path = pathOf(stage);
  const home = pullRequestHome(change);
  const branch = branchFor(verb, stage);
  const base = await defaultBranch(repository);
  const parent = await headOn(repository, base);
  const expected = await fetched(repository, branch);
  const isThere =
    expected !== undefined && (await hasChange(repository, { branch: expected, head: parent, path, text }));
  const common = { branch, expected, files: { [path]: text } };
  if (!isThere) {
    await pushOrFail(repository, { ...common, parent, message: title });
  } else if (autoMerge && !(await isAncestor(repository, parent, expected))) {
    await pushOrFail(repository, {
      ...common,
      parent: expected,
      merged: parent,
      message: `Merge ${base} into ${branch}`,
    });
  }
  const wanted = { repository: home, branch, base, title, body, ...(autoMerge && { autoMerge }) };
  const { number: _, ...opened } = await github.pullRequest(wanted);
  return opened;
}

async function pushOrFail(repository: Repository, change: Parameters<typeof pushChange>[1]): Promise<void> {
  if ((await pushChange(repository, change)) === "lost") {
    throw new UserError(`somebody else has just written to branch ${change.branch}: look at it, and run this again`);
  }
}

/** The repository that the pull request is opened in; refused where there can be none, so ask before anything is written. */
export function pullRequestHome({ stage: { repository, located }, text }: Pick<Change, "stage" | "text">): string {
  if (repository.remote === undefined) {
    throw new UserError(
      `there is no remote to open a pull request at: add one (git remote add origin …), or use --yes`,
    );
  }
  return gitHubRepository(text, basename(located.file));
}

/** Whether HEAD is among the commits of the remote's default branch: a pull request then brings this change alone. */
export async function isOnDefaultBranch(repository: Repository): Promise<boolean> {
  const base = await defaultBranch(repository);
  const tip = await fetched(repository, base);
  return tip !== undefined && (await isAncestor(repository, "HEAD", tip));
}

async function isAncestor({ top }: Repository, one: string, other: string): Promise<boolean> {
  return (await git(top, "merge-base", "--is-ancestor", one, other)) !== undefined;
}

async function headOn(repository: Repository, base: string): Promise<string> {
  if (!(await isOnDefaultBranch(repository))) {
    throw new UserError(
      `HEAD is not on ${base} of ${repository.remote}, so the pull request would bring more than this change: git switch ${base} && git pull`,
    );
  }
  return gitOrFail(repository.top, "rev-parse", "HEAD");
}

/**
 * A branch that changes this file alone and from what it is at HEAD, to this text. It may have merged its base since, as
 * the button of a pull request does.
 */
export async function hasChange(
  repository: Repository,
  { branch, head, path, text }: { branch: string; head: string; path: string; text: string },
): Promise<boolean> {
  const before = await git(repository.top, "merge-base", head, branch);
  return (
    before !== undefined &&
    (await textAt(repository, branch, path)) === text &&
    (await textAt(repository, before, path)) === (await textAt(repository, head, path)) &&
    (await git(repository.top, "diff", "--name-only", "-z", before, branch)) === `${path}\0`
  );
}

/** `owner/name` of the repository that the stack files are in. */
export function gitHubRepository(text: string, file: string): string {
  const app = parseStackText(text, file).values["slipway:app"];
  const { infrastructure } = repositoriesOf(app);
  if (infrastructure === undefined) {
    throw new UserError(
      `${file} does not say which repository on GitHub it is in: add app.delivery.repository, or app.delivery.infrastructure where that is another one`,
    );
  }
  return infrastructure;
}
