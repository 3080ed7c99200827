import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

import { didYouMean } from "../lib/did-you-mean.ts";
import { UserError } from "../lib/user-error.ts";
import { stackOf, stacksIn, whichStacks } from "./stacks-in.ts";

/**
 * The stack file that a verb's argument means: the name of a stack in `folder`, or the path of a stack file anywhere.
 * Without an argument it is the only stack that there is, or staging.
 */
export function locateStack(argument: string | undefined, folder: string): string {
  if (argument !== undefined && (argument.includes("/") || argument.includes(sep) || /\.ya?ml$/.test(argument))) {
    return locateFile(argument, folder);
  }
  const here = stacksIn(folder);
  const stack = argument ?? (here.length === 1 ? here[0] : undefined) ?? "staging";
  if (!here.includes(stack)) {
    const guess = didYouMean(stack, here);
    const meant = guess === undefined ? "" : ` (did you mean "${guess}"?)`;
    throw new UserError(`no stack "${stack}": ${whichStacks(folder, "here")}${meant}`);
  }
  return join(folder, `Pulumi.${stack}.yaml`);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function locateFile(argument: string, folder: string): string {
  const path = resolve(folder, argument);
  const shown = relative(folder, path) || argument;
  if (isFolder(path)) {
    throw new UserError(`${shown} is a folder: name a stack file in it, ${whichStacks(path, "there")}`);
  }
  if (stackOf(path) === undefined) {
    throw new UserError(`${shown} is no stack file: name one like Pulumi.staging.yaml`);
  }
  if (!existsSync(path)) {
    throw new UserError(`no stack file ${shown}: ${whichStacks(dirname(path), "there")}`);
  }
  return path;
}
