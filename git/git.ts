import { execFile } from "node:child_process";

/** Runs git in `folder` and returns what it prints; undefined where it fails. No hook of the repository runs. */
export function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const quiet = ["-c", "core.hooksPath=/dev/null", ...args];
    execFile("git", quiet, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout) =>
      resolve(error ? undefined : stdout.trim()),
    );
  });
}
