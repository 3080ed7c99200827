import { git } from "../../git/git.ts";
import { defaultBranch, fetched, type Repository } from "../../git/repository.ts";
import { UserError } from "../../lib/user-error.ts";

/** What a change is compared with. */
export interface BaseOptions {
  /** A commit or branch, as it is asked for. */
  readonly asked?: string;
  /** The branch that the change goes into. */
  readonly branch?: string;
}

/** Where the change began: the last commit that it has in common with what it goes into. */
export async function changeBase(repository: Repository, { asked, branch }: BaseOptions): Promise<string> {
  const { top, remote } = repository;
  const into = asked ?? (await tipOf(repository, branch ?? (await defaultBranch(repository))));
  const base = into && (await git(top, "merge-base", "--end-of-options", into, "HEAD"));
  if (!base) {
    throw new UserError(
      `this clone has no commit that HEAD and ${asked ?? branch ?? "the default branch"} have in common: fetch all of it (actions/checkout with fetch-depth: 0${remote ? `, or git fetch --unshallow ${remote}` : ""}), or name a commit with --base`,
    );
  }
  return base;
}

async function tipOf(repository: Repository, branch: string): Promise<string | undefined> {
  const { top, remote } = repository;
  const here = remote && (await git(top, "rev-parse", "--verify", "--quiet", `refs/remotes/${remote}/${branch}`));
  return here || fetched(repository, branch);
}
