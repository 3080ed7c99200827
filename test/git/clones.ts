import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];

/** Runs git in a folder as a user does, and returns what it prints. */
export function gitIn(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8", stdio: "pipe" }).trim();
}

/** A bare repository as a remote, and clones of it, in a folder of their own. */
export class Clones {
  readonly folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-clones-"));
  readonly remote = join(this.folder, "remote.git");

  constructor() {
    gitIn(this.folder, "init", "--quiet", "--bare", "--initial-branch", "main", this.remote);
    const first = this.clone("first");
    commitFile(first, "Pulumi.staging.yaml", "config: {}\n");
    gitIn(first, "push", "--quiet", "origin", "HEAD:main");
  }

  /** A clone with the remote `origin`. */
  clone(name: string): string {
    const folder = join(this.folder, name);
    gitIn(this.folder, "clone", "--quiet", this.remote, folder);
    gitIn(folder, "symbolic-ref", "HEAD", "refs/heads/main");
    return folder;
  }

  /** A repository without a remote. */
  alone(name: string): string {
    const folder = join(this.folder, name);
    gitIn(this.folder, "init", "--quiet", "--initial-branch", "main", folder);
    commitFile(folder, "Pulumi.staging.yaml", "config: {}\n");
    return folder;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Writes a file and commits everything. */
export function commitFile(folder: string, name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  gitIn(folder, "add", "--all");
  gitIn(folder, "commit", "--quiet", "--message", `${name} is written`);
  return gitIn(folder, "rev-parse", "HEAD");
}
