import { runGit, wordsOf } from "./git.ts";
import type { Repository } from "./repository.ts";

/**
 * Keeps a commit within reach by a tag, also once its branch is gone: at the remote, or in this clone where there is none.
 * A tag that is there already stays.
 *
 * @returns why it could not be kept, if it could not
 */
export async function keepCommit(
  { top, remote }: Repository,
  commit: string,
  tag: string,
): Promise<string | undefined> {
  const ref = `refs/tags/${tag}`;
  const here = await runGit(top, ["update-ref", ref, commit]);
  if (!here.succeeded) {
    return wordsOf(here);
  }
  if (remote === undefined) {
    return undefined;
  }
  const there = await runGit(top, ["push", "--no-verify", "--no-follow-tags", remote, `${commit}:${ref}`]);
  return there.succeeded ? undefined : wordsOf(there);
}
