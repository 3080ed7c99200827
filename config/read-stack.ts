import { basename } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../lib/user-error.ts";
import { locateStack } from "./locate-stack.ts";
import { nothingPromotedText } from "./nothing-promoted.ts";
import { formatProblems } from "./problem.ts";
import { type Resolved, resolve } from "./resolve.ts";
import { readStackFile, type StackFile } from "./stack-file.ts";

/** What a configuration without a problem comes to. */
type InOrder = Exclude<Resolved, { readonly problems: unknown }>;

/** A stack without a problem, and the file that it is in. */
export interface ReadStack {
  readonly file: StackFile;
  readonly resolved: Extract<InOrder, { readonly stack: unknown }>;
}

/** A stack that nothing was promoted to yet, and the file that waits for it. */
export interface UnpromotedStack {
  readonly file: StackFile;
  readonly resolved: Extract<InOrder, { readonly nothingPromoted: unknown }>;
  /** What people are told. */
  readonly says: string;
}

/**
 * Reads a stack without an engine, by its name or by the path of its file. Throws a `UserError` with everything that is
 * wrong with the configuration.
 *
 * @param how `resolveAtAnyCost` for whoever looks at what it costs
 */
export function readStackOrNothing(
  argument: string | undefined,
  folder: string,
  how: typeof resolve = resolve,
): ReadStack | UnpromotedStack {
  const path = locateStack(argument, folder);
  const file = readStackFile(path);
  const resolved = how(file.values, file, (value) => pulumi.secret(value));
  if ("problems" in resolved) {
    throw new UserError(formatProblems(resolved.problems, basename(path)));
  }
  return "stack" in resolved
    ? { file, resolved }
    : { file, resolved, says: nothingPromotedText(file.stack, resolved.nothingPromoted, path) };
}

/** The same for whoever needs a whole stack: one that nothing was promoted to is refused. */
export function readStack(argument: string | undefined, folder: string, how: typeof resolve = resolve): ReadStack {
  const read = readStackOrNothing(argument, folder, how);
  if ("says" in read) {
    throw new UserError(read.says);
  }
  return read;
}
