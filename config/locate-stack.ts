import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";

import { didYouMean } from "../lib/did-you-mean.ts";
import { UserError } from "../lib/user-error.ts";
import { stacksIn } from "./stack-file.ts";

/**
 * The stack file that a verb's argument means: the name of a stack in `folder`, or the path of a stack file anywhere.
 * Without an argument it is staging, or the only stack that there is.
 */
export function locateStack(argument: string | undefined, folder: string): string {
  if (argument !== undefined && (argument.includes("/") || argument.includes(sep) || /\.ya?ml$/.test(argument))) {
    return locateFile(resolve(folder, argument), folder);
  }
  const here = stacksIn(folder);
  const only = here.length === 1 ? here[0] : undefined;
  const stack = argument ?? only ?? "staging";
  if (here.includes(stack)) {
    return join(folder, `Pulumi.${stack}.yaml`);
  }
  if (here.length === 0) {
    throw new UserError(`no stack "${stack}": there is no Pulumi.<stack>.yaml in ${folder}`);
  }
  const guess = didYouMean(stack, here);
  const known = `stacks here are ${here.join(", ")}`;
  throw new UserError(`no stack "${stack}": ${known}${guess === undefined ? "" : ` (did you mean "${guess}"?)`}`);
}

function locateFile(path: string, folder: string): string {
  const shown = relative(folder, path) || path;
  if (!/(^|[\\/])Pulumi\.[^\\/]+\.ya?ml$/.test(path)) {
    throw new UserError(`${shown} is no stack file: name one like Pulumi.staging.yaml`);
  }
  if (!existsSync(path)) {
    const here = stacksIn(resolve(path, ".."));
    const known =
      here.length > 0 ? `stacks there are ${here.join(", ")}` : "there is no Pulumi.<stack>.yaml in its folder";
    throw new UserError(`no stack file ${shown}: ${known}`);
  }
  return path;
}
