import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../../config/blocks.ts";
import { check } from "../../config/check.ts";
import { locateStack } from "../../config/locate-stack.ts";
import { formatProblems } from "../../config/problem.ts";
import { readStack } from "../../config/read-stack.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { UserError } from "../../lib/user-error.ts";
import type { LocatedStack } from "./workspace.ts";

/** The checkout that this file is part of. */
const checkout = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/**
 * The stack that a verb's argument means, its configuration checked. An example has its world beside its stack files,
 * the default app has it in `sandbox/`.
 *
 * @param argument name of a stack or path of a stack file
 */
export function locate(argument: string | undefined, folder: string = process.cwd()): LocatedStack {
  const file = locateStack(argument, folder);
  const { project, stack } = readStack(file, folder).file;
  const beside = dirname(file);
  const worldFile = join(beside === checkout ? join(checkout, "sandbox") : beside, "world.yaml");
  return { root: checkout, project, stack, file, worldFile };
}

/** The configuration in a stack file, or one refusal with all that is wrong in it. */
export function checkedConfig(file: string): Config {
  const read = readStackFile(file);
  const checked = check(read.values, read);
  if ("problems" in checked) throw new UserError(formatProblems(checked.problems, basename(file)));
  return checked.config;
}
