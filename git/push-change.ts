import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../lib/user-error.ts";
import { type GitRun, git, runGit, runOrFail, wordsOf } from "./git.ts";
import type { Repository } from "./repository.ts";

/** A commit that is about to become the tip of a branch. */
export interface Change {
  readonly branch: string;
  /** Commit that the branch has to be at now; undefined where there must be no such branch yet. */
  readonly expected: string | undefined;
  /** Commit that this one follows; undefined for the first one of a branch that shares nothing with the others. */
  readonly parent: string | undefined;
  /** Commit that is merged into the branch by this one, which takes everything else from there. */
  readonly merged?: string;
  /** Whole texts by their path from the top of the repository; everything else stays as it is in the parent. */
  readonly files: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * Puts a commit onto a branch of the remote, or of this clone where there is no remote, if the branch is still where it
 * is expected: compare and swap. The working tree and the user's own index are not touched.
 *
 * @returns "lost" when somebody else has moved the branch
 */
export async function pushChange(repository: Repository, change: Change): Promise<"pushed" | "lost"> {
  const commit = await commitOf(repository, change);
  return repository.remote === undefined
    ? moveLocal(repository, commit, change)
    : push(repository.top, repository.remote, commit, change);
}

async function commitOf({ top }: Repository, { parent, merged, files, message }: Change): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-index-"));
  try {
    const env = { GIT_INDEX_FILE: join(folder, "index"), ...(await authorOf(top)) };
    const run = async (args: readonly string[], input?: string) =>
      (await runOrFail(top, args, { env, ...(input !== undefined && { input }) })).trim();
    await run(["read-tree", merged ?? parent ?? "--empty"]);
    for (const [path, text] of Object.entries(files)) {
      const blob = await run(["hash-object", "-w", "--stdin"], text);
      await run(["update-index", "-z", "--index-info"], `100644 ${blob}\t${path}\0`);
    }
    const tree = await run(["write-tree"]);
    const parents = [parent, merged].flatMap((one) => (one === undefined ? [] : ["-p", one]));
    return await run(["commit-tree", tree, ...parents], message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Variables for an author and a committer where git knows of none, as in a fresh container. */
async function authorOf(top: string): Promise<Readonly<Record<string, string>>> {
  const known = await Promise.all(
    ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"].map((who) => git(top, "-c", "user.useConfigOnly=true", "var", who)),
  );
  if (known.every((who) => who !== undefined)) return {};
  const [name, email] = ["slipway", "slipway@localhost"];
  return { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
}

async function push(
  top: string,
  remote: string,
  commit: string,
  { branch, expected }: Change,
): Promise<"pushed" | "lost"> {
  const ref = `refs/heads/${branch}`;
  const lease = `--force-with-lease=${ref}:${expected ?? ""}`;
  const run = await runGit(top, [
    "push",
    "--porcelain",
    "--no-verify",
    "--no-follow-tags",
    lease,
    remote,
    `${commit}:${ref}`,
  ]);
  if (run.succeeded) return "pushed";
  if (isLost(run.stdout) && !isInTheWay(run)) return "lost";
  // With --porcelain the reason of a refusal is in what it prints, and the server's own words beside it.
  const refusal = /^!\t.*$/m.exec(run.stdout)?.[0].split("\t").at(-1);
  throw new UserError(
    `git push to branch ${branch} of ${remote} failed: ${[refusal, wordsOf(run)].filter(Boolean).join("\n")}`,
  );
}

/** The lease did not hold, here or, of two pushes at the same moment, at the remote. */
function isLost(printed: string): boolean {
  const race = /cannot lock ref|failed to (update|lock) ref|incorrect old value|reference already exists|fetch first/;
  return printed.split("\n").some((line) => line.startsWith("!") && (line.includes("[rejected]") || race.test(line)));
}

/** A branch whose name begins or ends with this one's is no race: git keeps branches in folders, and it stays there. */
function isInTheWay({ stdout, stderr }: GitRun): boolean {
  return /exists; cannot create|directory\/file conflict/.test(`${stdout}\n${stderr}`);
}

async function moveLocal(
  { top }: Repository,
  commit: string,
  { branch, expected }: Change,
): Promise<"pushed" | "lost"> {
  const ref = `refs/heads/${branch}`;
  const run = await runGit(top, ["update-ref", ref, commit, expected ?? ""]);
  if (run.succeeded) return "pushed";
  if (/cannot lock ref/.test(run.stderr) && !isInTheWay(run)) return "lost";
  throw new UserError(`git update-ref of branch ${branch} failed: ${wordsOf(run)}`);
}
