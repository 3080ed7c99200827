import { isDeepStrictEqual } from "node:util";
import { readStackText } from "../config/stack-file.ts";
import { git } from "../git/git.ts";
import type { Baseline } from "./guard-baseline.ts";

/**
 * Whether the program and the configuration are what they were, so that there is nothing to compare.
 *
 * @param root the checkout
 * @param file the stack file as it is now
 */
export async function isUnchanged(root: string, file: string, baseline: Baseline): Promise<boolean> {
  const { commit, config = {}, isDirty } = baseline;
  const { values } = readStackText(file);
  const isConfigured = Object.entries(config).every(([key, value]) => isDeepStrictEqual(value, values[key]));
  if (isDirty || !isConfigured) {
    return false;
  }
  const isTracked = await git(root, "ls-files", "--error-unmatch", "--", file);
  const hasNoChange = await git(root, "diff", "--quiet", commit, "--", ".");
  const untracked = await git(root, "ls-files", "--others", "--exclude-standard");
  return isTracked !== undefined && hasNoChange !== undefined && untracked === "";
}
