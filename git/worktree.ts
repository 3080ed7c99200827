import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../lib/user-error.ts";
import { git, gitOrFail } from "./git.ts";

/**
 * Works in a working tree of a commit below `.slipway/` of the checkout, where what is installed in the checkout is
 * found; it is gone afterwards.
 *
 * @param root the checkout, which may be a folder of a repository
 * @param work given the same folder of that working tree
 */
export async function inWorktree<T>(root: string, commit: string, work: (folder: string) => Promise<T>): Promise<T> {
  const prefix = await gitOrFail(root, "rev-parse", "--show-prefix");
  mkdirSync(join(root, ".slipway"), { recursive: true });
  const tree = mkdtempSync(join(root, ".slipway", "worktree-"));
  try {
    if ((await git(root, "worktree", "add", "--quiet", "--force", "--detach", tree, commit)) === undefined) {
      throw new UserError(`commit ${commit} cannot be checked out: git fetch --unshallow, or git fetch, brings it`);
    }
    return await work(join(tree, prefix));
  } finally {
    await git(root, "worktree", "remove", "--force", tree);
    rmSync(tree, { recursive: true, force: true });
  }
}
