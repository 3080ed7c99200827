import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { blockValues, readStackText } from "../config/stack-file.ts";
import { git } from "../git/git.ts";
import { UserError } from "../lib/user-error.ts";
import type { GuardedPlan } from "./guard.ts";
import type { Baseline } from "./guard-baseline.ts";

/**
 * Plans a stack as it was: the program of that commit, in a process of its own, from a working tree beside this one.
 * Undefined when the stack was not there yet.
 *
 * @param root the checkout
 * @param file the stack file as it is now
 */
export async function earlierPlan(root: string, file: string, baseline: Baseline): Promise<GuardedPlan | undefined> {
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
    return asPlan(JSON.parse(await planIn(folder, inside, commit)));
  } finally {
    await git(root, "worktree", "remove", "--force", tree);
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Writes what the stack was configured with; of secrets only the names, which is all that a plan knows of them. */
function configure(file: string, config: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(Object(blockValues(readStackText(file).values).secrets));
  const secrets = Object.fromEntries(names.map((name) => [name, { secure: "v1:not-known-here" }]));
  writeFileSync(file, JSON.stringify({ config: { ...config, "slipway:secrets": secrets } }));
}

function planIn(folder: string, file: string, commit: string): Promise<string> {
  const args = [join(folder, "cli", "slipway.mjs"), "plan", `./${file}`, "--json"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error) {
        const says = `cannot plan ${file} at ${commit}: name another commit with --from`;
        reject(new UserError(`${says}\n${stderr.trim() || error.message}`));
      } else {
        resolve(stdout);
      }
    });
  });
}

/** A plan as that commit printed it; an older one may know less of itself. */
function asPlan(printed: unknown): GuardedPlan {
  if (!isPlan(printed)) {
    throw new UserError("the plan of that commit has another form than this one's: name a later commit with --from");
  }
  return { ...printed, allowReplace: printed.allowReplace ?? [] };
}

type Printed = Pick<GuardedPlan, "place" | "resources"> & Partial<Pick<GuardedPlan, "allowReplace">>;

function isPlan(value: unknown): value is Printed {
  const { place, resources } = Object(value);
  return (
    typeof place?.region === "string" &&
    Array.isArray(resources) &&
    resources.every((one) => typeof one?.urn === "string" && typeof one.inputs === "object")
  );
}
