import { createHash } from "node:crypto";
import { git, gitOrFail } from "../git/git.ts";
import { UserError } from "../lib/user-error.ts";

/**
 * What makes an environment of an app and a release: everything in the checkout that is run or deployed with them.
 *
 * Every id rests on this list: with another one no record is believed that was written before.
 */
export const programPaths = [
  "index.ts",
  "overrides.ts",
  "Pulumi.yaml",
  "components",
  "config",
  "lib",
  "cloud",
  "program",
  "functions",
  "package.json",
  "package-lock.json",
  ".npmrc",
] as const;

/** By checkout and hash: a commit never changes, and many updates share one. */
const known = new Map<string, Promise<string>>();

/**
 * Hash of the program at a commit: SHA-256 over git's own lines of its files and folders. A path that is not there is
 * left out. A commit that the clone does not have is the user's to fetch.
 *
 * @param root the checkout, which may be a folder of a repository
 * @param commit its hash, or a name like HEAD
 */
export function programAt(root: string, commit: string): Promise<string> {
  const key = `${root}\n${commit}`;
  const program = known.get(key) ?? hashAt(root, commit);
  // A name may mean another commit the next time.
  if (/^[0-9a-f]{40,64}$/.test(commit)) known.set(key, program);
  return program;
}

/** Paths of the program's files that two commits have differently, from the checkout. */
export async function programDifference(root: string, one: string, other: string): Promise<readonly string[]> {
  // What tells that a commit is missing, and which.
  await Promise.all([programAt(root, one), programAt(root, other)]);
  const how = ["--name-only", "--no-renames", "-z", "--relative"];
  const paths = await gitOrFail(root, "diff", ...how, one, other, "--", ...programPaths);
  return paths.split("\0").filter((path) => path !== "");
}

async function hashAt(root: string, commit: string): Promise<string> {
  const lines = await git(root, "ls-tree", "-z", "--end-of-options", commit, "--", ...programPaths);
  if (lines === undefined) {
    throw notInClone(commit);
  }
  if (lines === "") {
    throw new UserError(`commit ${commit} has no program in ${root}`);
  }
  return createHash("sha256").update(lines).digest("hex");
}

function notInClone(commit: string): UserError {
  return new UserError(`commit ${commit} is not in this clone: git fetch --unshallow, or git fetch, brings it`);
}
