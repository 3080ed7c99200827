import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../../config/blocks.ts";
import { check } from "../../config/check.ts";
import { locateStack } from "../../config/locate-stack.ts";
import { nothingPromotedText } from "../../config/nothing-promoted.ts";
import { formatProblems } from "../../config/problem.ts";
import { problemsIn } from "../../config/problems-in.ts";
import { readStackOrNothing } from "../../config/read-stack.ts";
import { projectOf, readStackFile } from "../../config/stack-file.ts";
import { stackOf } from "../../config/stacks-in.ts";
import { UserError } from "../../lib/user-error.ts";
import { placeholderAdvice, secretsToGive } from "./placeholders.ts";
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
  const { stack, project } = readStackOrNothing(argument, folder).file;
  return locatedAt(locateStack(argument, folder), stack, project);
}

/** The same for what runs in the sandbox, where a value that is missing is given in another way. */
export function locateForSandbox(argument: string | undefined, folder: string = process.cwd()): LocatedStack {
  const located = locateUnchecked(locateStack(argument, folder), folder);
  const problems = problemsIn(located.file);
  const names = secretsToGive(problems.map(({ says }) => says));
  if (names.length > 0) {
    throw new UserError(
      [formatProblems(problems, basename(located.file)), placeholderAdvice(names, located)].join("\n"),
    );
  }
  return locate(argument, folder);
}

/** The same whatever its configuration is like: what was deployed is asked about also where the next is not in order. */
export function locateUnchecked(argument: string, folder: string = process.cwd()): LocatedStack {
  const file = locateStack(argument, folder);
  return locatedAt(file, stackOf(file) ?? argument, projectOf(file));
}

function locatedAt(file: string, stack: string, project: string): LocatedStack {
  const beside = dirname(file);
  const worldFile = join(beside === checkout ? join(checkout, "sandbox") : beside, "world.yaml");
  return { root: checkout, project, stack, file, worldFile };
}

/** The configuration in a stack file, or one refusal with all that is wrong in it. */
export function checkedConfig(file: string): Config {
  const read = readStackFile(file);
  const checked = check(read.values, read);
  if ("problems" in checked) throw new UserError(formatProblems(checked.problems, basename(file)));
  if (!("config" in checked)) throw new UserError(nothingPromotedText(read.stack, checked.nothingPromoted, file));
  return checked.config;
}
