import { type ExecFileException, execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { blockValues, readStackText } from "../config/stack-file.ts";
import { git } from "../git/git.ts";
import { UserError } from "../lib/user-error.ts";
import type { Baseline } from "./guard-baseline.ts";

/** What is printed, and from when. */
export interface Earlier {
  /** The checkout. */
  readonly root: string;
  /** The stack file as it is now. */
  readonly file: string;
  readonly baseline: Baseline;
  /** What to do where that commit's program fails. */
  readonly advice: string;
}

/**
 * What a verb printed of a stack at another commit, as JSON: the program of that commit, in a process of its own, from a
 * working tree beside this one. Undefined when the stack was not there yet.
 */
export async function printedEarlier(
  verb: "plan" | "map",
  { root, file, baseline, advice }: Earlier,
): Promise<unknown> {
  const { commit } = baseline;
  const inside = relative(root, file);
  if (inside.startsWith("..")) {
    throw new UserError(`${file} is not in the repository of slipway, so there is no earlier one: move it there`);
  }
  const prefix = (await git(root, "rev-parse", "--show-prefix")) ?? "";
  if ((await git(root, "cat-file", "-e", `${commit}:${prefix}${inside}`)) === undefined) {
    return undefined;
  }
  mkdirSync(join(root, ".slipway"), { recursive: true });
  // Below the checkout, so that what is installed there is found.
  const tree = mkdtempSync(join(root, ".slipway", "guard-"));
  try {
    if ((await git(root, "worktree", "add", "--quiet", "--force", "--detach", tree, commit)) === undefined) {
      throw new UserError(
        `git cannot check out ${commit} into ${tree}: try \`git worktree add --detach ${tree} ${commit}\``,
      );
    }
    const folder = join(tree, prefix);
    if (baseline.config) {
      configure(join(folder, inside), baseline.config);
    }
    return JSON.parse(
      await printedIn(folder, [verb, `./${inside}`, "--json"], `cannot ${verb} ${inside} at ${commit}: ${advice}`),
    );
  } finally {
    await git(root, "worktree", "remove", "--force", tree);
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Writes into a stack file what the stack was configured with; of secrets only the names, which is all that a plan knows of them. */
export function configure(file: string, config: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(Object(blockValues(readStackText(file).values).secrets));
  const secrets = Object.fromEntries(names.map((name) => [name, { secure: "v1:not-known-here" }]));
  writeFileSync(file, JSON.stringify({ config: { ...config, "slipway:secrets": secrets } }));
}

function printedIn(folder: string, args: readonly string[], failed: string): Promise<string> {
  const program = join(folder, "cli", "slipway.mjs");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error && !isRefusal(error, stdout)) {
        reject(new UserError(`${failed}\n${stderr.trim() || error.message}`));
      } else {
        resolve(stdout);
      }
    });
  });
}

/** It was planned, and what its rules find is not the question here. */
function isRefusal({ code }: ExecFileException, printed: string): boolean {
  return code === 2 && printed !== "";
}
