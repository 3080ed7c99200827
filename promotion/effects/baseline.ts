import { basename, dirname } from "node:path";
import { git } from "../../git/git.ts";
import { UserError } from "../../lib/user-error.ts";
import type { Baseline } from "../../plan/guard-baseline.ts";
import { type EarlierPlan, earlierPlan } from "../../plan/guard-earlier.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { configure } from "../../plan/printed-earlier.ts";
import type { Deployment } from "../history/deployment.ts";
import { programPaths } from "../program.ts";
import type { Stage } from "../stage.ts";
import { type Files, inPlanFolder, isRead } from "./plan-folder.ts";

/** What a plan runs: the program, and what stands for the engine and the cloud. */
const planned = [...programPaths, "plan", "sandbox", "git", "backend"];

/**
 * The plan of what is deployed in a stage: the program and the configuration of that update. Undefined when nothing is.
 * It takes a process and some seconds where the program was another one, so ask once.
 */
export async function deployedPlan(
  { located }: Pick<Stage, "located">,
  deployment: Deployment | undefined,
): Promise<EarlierPlan | undefined> {
  if (!deployment) {
    return undefined;
  }
  const { root, stack, file } = located;
  const { commit, at, freight, isClean } = deployment;
  if (commit === undefined || (await git(root, "cat-file", "-e", `${commit}^{commit}`)) === undefined) {
    const why = deployment.unknown ?? "the update was not made from a commit of this repository";
    throw new UserError(`what runs in ${stack} cannot be planned, so nothing can be compared with it: ${why}`);
  }
  const config = freight && configOf(deployment, freight);
  if (config && isClean && (await isSameProgram(root, commit))) {
    const files = await filesAt(dirname(file), commit);
    if (basename(file) in files) {
      return await inPlanFolder(located, files, (path) => {
        configure(path, config);
        return planStack(path);
      });
    }
  }
  const baseline: Baseline = { commit, why: `the update of ${at}`, ...(config && { config }) };
  return await earlierPlan(root, file, baseline, `nothing can be compared with what runs in ${stack}`);
}

/** The configuration of an update as Pulumi wrote it down. */
function configOf(
  { environment, rollbackOf }: Deployment,
  { app, release }: NonNullable<Deployment["freight"]>,
): Baseline["config"] {
  return {
    "slipway:app": app,
    "slipway:release": { ...release, ...(rollbackOf !== undefined && { rollbackOf }) },
    "slipway:environment": environment,
  };
}

/** Whether what plans here is what planned there; a file that git does not know yet is a difference. */
export async function isSameProgram(root: string, commit: string): Promise<boolean> {
  const [same, unknown] = await Promise.all([
    git(root, "diff", "--quiet", commit, "--", ...planned),
    git(root, "ls-files", "--others", "--exclude-standard", "--", ...planned),
  ]);
  return same !== undefined && unknown === "";
}

/** What stood beside a stack file at a commit, as far as a plan reads it. */
async function filesAt(folder: string, commit: string): Promise<Files> {
  const listed = (await git(folder, "ls-tree", "-z", "--name-only", commit, "./")) ?? "";
  const names = listed
    .split("\0")
    .map((name) => basename(name))
    .filter(isRead);
  const texts = await Promise.all(
    names.map(async (name) => [name, (await git(folder, "show", `${commit}:./${name}`)) ?? ""] as const),
  );
  return Object.fromEntries(texts);
}
