import { UserError } from "../lib/user-error.ts";
import { git, isOutside, noRepository, runGit, runOrFail, wordsOf } from "./git.ts";

/** A clone. */
export interface Repository {
  /** Its top folder. */
  readonly top: string;
  /** Name of the remote that counts: `origin`, else the only one there is. */
  readonly remote?: string;
}

/** The repository that a folder is in. */
export async function openRepository(folder: string): Promise<Repository> {
  const asked = await runGit(folder, ["rev-parse", "--show-toplevel"]);
  const top = asked.stdout.trim();
  if (!asked.succeeded && !isOutside(asked)) {
    throw new UserError(`git cannot work in ${folder}: ${wordsOf(asked)}`);
  }
  if (top === "") {
    throw new UserError(noRepository(folder));
  }
  const remotes = ((await git(top, "remote")) ?? "").split("\n").filter(Boolean);
  const remote =
    remotes.includes("origin") || remotes.length !== 1 ? remotes.find((name) => name === "origin") : remotes[0];
  return { top, ...(remote !== undefined && { remote }) };
}

/** Whether everything is committed, as Pulumi itself asks it: files that git does not know yet count too. */
export async function isClean(repository: Repository): Promise<boolean> {
  return (await dirtyFiles(repository)).length === 0;
}

/** What is not committed, from the top of the repository. */
export async function dirtyFiles({ top }: Repository): Promise<string[]> {
  const entries = (await runOrFail(top, ["status", "--porcelain", "-z", "--no-renames"])).split("\0");
  return entries.filter(Boolean).map((entry) => entry.slice("XY ".length));
}

/** The branch that a pull request goes to: the remote's own answer, or without a remote the usual name that is there. */
export async function defaultBranch({ top, remote }: Repository): Promise<string> {
  if (remote !== undefined) {
    const answer = await askRemote(top, remote, ["ls-remote", "--symref", remote, "HEAD"]);
    const named = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(answer)?.[1];
    if (named !== undefined) return named;
  }
  for (const usual of ["main", "master"]) {
    if ((await git(top, "rev-parse", "--verify", "--quiet", `refs/heads/${usual}`)) !== undefined) return usual;
  }
  return (await git(top, "symbolic-ref", "--short", "HEAD")) ?? "main";
}

/**
 * The commit that a branch is at now, at the remote, and here after this; without a remote that of the local branch.
 * Undefined where there is no such branch. No branch of this clone moves.
 */
export async function fetched({ top, remote }: Repository, branch: string): Promise<string | undefined> {
  const ref = `refs/heads/${branch}`;
  if (remote === undefined) {
    return git(top, "rev-parse", "--verify", "--quiet", ref);
  }
  for (let tries = 0; tries < 5; tries++) {
    const commit = commitIn(await askRemote(top, remote, ["ls-remote", remote, ref]), ref);
    if (commit === undefined) return undefined;
    if (await isHere(top, commit)) return commit;
    // Into no branch: two runs at once would otherwise fail at each other's lock on it.
    const into = ["--no-write-fetch-head", "--refmap=", "--no-tags", "--no-auto-maintenance", "--quiet"];
    await askRemote(top, remote, ["fetch", ...into, remote, ref]);
    if (await isHere(top, commit)) return commit;
    // It was moved in between: what it is now is asked anew.
  }
  throw new UserError(`branch ${branch} of ${remote} moves faster than it can be fetched: try again`);
}

/** Text of a file at a commit, `path` from the top of the repository; undefined where it is not there. */
export async function textAt({ top }: Repository, commit: string, path: string): Promise<string | undefined> {
  const { succeeded, stdout } = await runGit(top, ["cat-file", "blob", `${commit}:${path}`]);
  return succeeded ? stdout : undefined;
}

/** The commit of a ref among what a remote lists: it also lists refs that only end like the one that is asked for. */
function commitIn(listed: string, ref: string): string | undefined {
  const refs = listed.split("\n").map((line) => line.split("\t"));
  return refs.find(([, name]) => name === ref)?.[0];
}

async function isHere(top: string, commit: string): Promise<boolean> {
  return (await git(top, "cat-file", "-e", `${commit}^{commit}`)) !== undefined;
}

async function askRemote(top: string, remote: string, args: readonly string[]): Promise<string> {
  const run = await runGit(top, args);
  if (!run.succeeded) {
    throw new UserError(`the remote ${remote} cannot be asked, so nothing is known for sure: ${wordsOf(run)}`);
  }
  return run.stdout;
}
