import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { blockValues, readStackText } from "../config/stack-file.ts";
import { git } from "../git/git.ts";
import { UserError } from "../lib/user-error.ts";
import type { GuardedPlan } from "./guard.ts";
import type { Baseline } from "./guard-baseline.ts";
import type { Plan } from "./plan.ts";

/** A plan as its own commit printed it: an older one may not tell its cost. */
export type EarlierPlan = GuardedPlan & Partial<Pick<Plan, "cost">>;

/**
 * Plans a stack as it was: the program of that commit, in a process of its own, from a working tree beside this one.
 * Undefined when the stack was not there yet, or nothing was promoted to it.
 *
 * @param root the checkout
 * @param file the stack file as it is now
 * @param advice what to do where that commit cannot be planned
 */
export async function earlierPlan(
  root: string,
  file: string,
  baseline: Baseline,
  advice = "name another commit with --from",
): Promise<EarlierPlan | undefined> {
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
    return asPlan(JSON.parse(await planIn(folder, inside, commit, advice)), advice);
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

function planIn(folder: string, file: string, commit: string, advice: string): Promise<string> {
  const args = [join(folder, "cli", "slipway.mjs"), "plan", `./${file}`, "--json"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error) {
        const says = `cannot plan ${file} at ${commit}: ${advice}`;
        reject(new UserError(`${says}\n${stderr.trim() || error.message}`));
      } else {
        resolve(stdout);
      }
    });
  });
}

/** A plan as that commit printed it; an older one may know less of itself, and of what nothing was promoted to is none. */
function asPlan(printed: unknown, advice: string): EarlierPlan | undefined {
  if ("nothingPromoted" in Object(printed)) {
    return undefined;
  }
  if (!isPlan(printed)) {
    throw new UserError(`the plan of that commit has another form than this one's: ${advice}`);
  }
  return { ...printed, allowReplace: printed.allowReplace ?? [] };
}

type Printed = Pick<GuardedPlan, "place" | "resources"> & Partial<Pick<Plan, "allowReplace" | "cost">>;

function isPlan(value: unknown): value is Printed {
  const { place, resources, cost } = Object(value);
  return (
    (cost === undefined || typeof cost?.usd?.expected === "number") &&
    typeof place?.region === "string" &&
    Array.isArray(resources) &&
    resources.every((one) => typeof one?.urn === "string" && typeof one.inputs === "object")
  );
}
