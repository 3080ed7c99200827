import { basename } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../lib/user-error.ts";
import { locateStack } from "./locate-stack.ts";
import { formatProblems } from "./problem.ts";
import { type Resolved, resolve } from "./resolve.ts";
import { readStackFile, type StackFile } from "./stack-file.ts";

/** A stack without a problem, and the file that it is in. */
export interface ReadStack {
  readonly file: StackFile;
  readonly resolved: Extract<Resolved, { readonly stack: unknown }>;
}

/**
 * Reads a stack without an engine, by its name or by the path of its file. Throws a `UserError` with everything that is
 * wrong with the configuration.
 *
 * @param how `resolveAtAnyCost` for whoever looks at what it costs
 */
export function readStack(argument: string | undefined, folder: string, how: typeof resolve = resolve): ReadStack {
  const path = locateStack(argument, folder);
  const file = readStackFile(path);
  const { values, stack, siblings } = file;
  const resolved = how(values, { stack, siblings }, (value) => pulumi.secret(value));
  if (!("stack" in resolved)) {
    throw new UserError(formatProblems(resolved.problems, basename(path)));
  }
  return { file, resolved };
}
