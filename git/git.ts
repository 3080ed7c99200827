import { execFile } from "node:child_process";
import { UserError } from "../lib/user-error.ts";

/** What one run of git came to. */
export interface GitRun {
  readonly succeeded: boolean;
  /** As it came: a file's text has to stay what it is. */
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run of git is given besides its arguments. */
export interface GitInput {
  /** For its standard input. */
  readonly input?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs git in `folder`. No hook of the repository runs, nothing is asked on the terminal, its words are English. */
export function runGit(folder: string, args: readonly string[], { input, env }: GitInput = {}): Promise<GitRun> {
  const quiet = ["-c", "core.hooksPath=/dev/null", ...args];
  const variables = { ...process.env, GIT_TERMINAL_PROMPT: "0", LC_ALL: "C", ...env };
  return new Promise((resolve) => {
    const options = { cwd: folder, env: variables, maxBuffer: 1 << 28 };
    const child = execFile("git", quiet, options, (error, stdout, stderr) =>
      resolve({ succeeded: error === null, stdout, stderr: stderr || (error?.message ?? "") }),
    );
    // A git that fails before it has read everything is told by its exit code.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** Runs git in `folder` and returns what it prints; undefined where it fails. No hook of the repository runs. */
export async function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  const { succeeded, stdout } = await runGit(folder, args);
  return succeeded ? stdout.trim() : undefined;
}

/** Runs git in `folder` and returns what it prints; where it fails, that is told in git's own words. */
export async function gitOrFail(folder: string, ...args: readonly string[]): Promise<string> {
  return (await runOrFail(folder, args)).trim();
}

/** The same with input and variables, and with the text as it came. */
export async function runOrFail(folder: string, args: readonly string[], given?: GitInput): Promise<string> {
  const run = await runGit(folder, args, given);
  if (!run.succeeded) {
    throw new UserError(wayOut(folder, run) ?? `git ${args[0]} failed: ${wordsOf(run)}`);
  }
  return run.stdout;
}

/** What somebody is to do who runs this where there is nothing to ask git about. */
function wayOut(folder: string, run: Pick<GitRun, "stderr">): string | undefined {
  if (isOutside(run)) return noRepository(folder);
  return /ambiguous argument 'HEAD'/.test(run.stderr)
    ? `the repository of ${folder} has no commit yet: make the first one (git add, git commit)`
    : undefined;
}

/** Whether git said that there is no repository. */
export function isOutside({ stderr }: Pick<GitRun, "stderr">): boolean {
  return /not a git repository/.test(stderr);
}

/** What is told of a folder that is in no clone. */
export function noRepository(folder: string): string {
  return `${folder} is in no git repository: work in a clone (git init makes a new one)`;
}

/** What git said in failing, without the credentials that an address may hold. */
export function wordsOf({ stderr }: Pick<GitRun, "stderr">): string {
  return stderr.trim().replaceAll(/(\w:\/\/)[^@/\s]+@/g, "$1");
}
