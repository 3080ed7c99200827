import { git } from "../../git/git.ts";
import { keepCommit } from "../../git/keep-commit.ts";
import { pushChange } from "../../git/push-change.ts";
import { fetched, type Repository } from "../../git/repository.ts";
import { UserError } from "../../lib/user-error.ts";
import { shortId } from "../freight.ts";
import { branchFor, hasChange } from "../promote/pull-request.ts";
import { pathOf, type Stage } from "../stage.ts";

/** A branch of a rollback, which Pulumi's history names the commit of. */
export interface RollbackBranch {
  readonly name: string;
  /** The commit that it is at; absent where there is no such branch. */
  readonly commit?: string;
}

/** Where the commit of a rollback goes: to the remote, but of one in the sandbox, which is of this clone alone. */
export function repositoryOf({ repository, isSandbox }: Pick<Stage, "repository" | "isSandbox">): Repository {
  return isSandbox ? { top: repository.top } : repository;
}

export async function rollbackBranch(stage: Stage): Promise<RollbackBranch> {
  const name = branchFor("rollback", stage);
  const commit = await fetched(repositoryOf(stage), name);
  return { name, ...(commit !== undefined && { commit }) };
}

/**
 * Keeps the commit of a rollback within reach when its branch is merged by squash, or deleted: Pulumi's history names it.
 *
 * @returns why it could not be kept, if it could not
 */
export function keepRollback(stage: Stage, { name }: RollbackBranch, commit: string): Promise<string | undefined> {
  return keepCommit(repositoryOf(stage), commit, `${name}-${shortId(commit)}`);
}

/**
 * Puts a stack file onto the branch as one commit on the one that is deployed, and returns that commit. One that is
 * there already with the same change stays, so a run that was cut off is gone on with.
 */
export async function commitOnBranch(
  stage: Stage,
  { name, commit }: RollbackBranch,
  { parent, text, title }: { readonly parent: string; readonly text: string; readonly title: string },
): Promise<string> {
  const repository = repositoryOf(stage);
  const path = pathOf(stage);
  const isSame =
    commit !== undefined &&
    (await git(repository.top, "rev-parse", `${commit}^`)) === parent &&
    (await hasChange(repository, { branch: commit, head: parent, path, text }));
  if (isSame) {
    return commit;
  }
  const change = { branch: name, expected: commit, parent, files: { [path]: text }, message: title };
  const written = (await pushChange(repository, change)) === "pushed" ? await fetched(repository, name) : undefined;
  if (written === undefined) {
    throw new UserError(`somebody else has just written to branch ${name}: look at it, and run this again`);
  }
  return written;
}
