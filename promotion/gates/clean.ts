import { dirtyFiles, type Repository } from "../../git/repository.ts";
import { firstFew } from "../../lib/first-few.ts";
import { isOnDefaultBranch } from "../promote/pull-request.ts";
import { passed, refused, type Verdict } from "./gate.ts";

const MOST_NAMED = 3;

/**
 * Everything in the repository is committed, so that what is written is all that changes.
 *
 * @param isPullRequest whether it goes onto a branch, which begins at HEAD
 * @param uncommitted file that is to be committed next
 */
export async function cleanGate(
  repository: Repository,
  { isPullRequest, uncommitted }: { readonly isPullRequest: boolean; readonly uncommitted?: string | undefined },
): Promise<Verdict> {
  const isOnMain = !isPullRequest || (await isOnDefaultBranch(repository));
  const dirty = await dirtyFiles(repository);
  return cleanVerdict(
    dirty.filter((path) => path !== uncommitted),
    isOnMain,
  );
}

/** The same of facts. */
export function cleanVerdict(dirty: readonly string[], isOnMain: boolean): Verdict {
  if (dirty.length > 0) {
    return refused("clean", `${firstFew(dirty, MOST_NAMED)} not committed: commit, or put it away with git stash -u`);
  }
  if (!isOnMain) {
    return refused(
      "clean",
      "HEAD is not on the remote's default branch, so a pull request would bring more: git switch to it and pull",
    );
  }
  return passed("clean", "everything is committed");
}
