import { existsSync } from "node:fs";
import { basename, join, resolve as resolvePath } from "node:path";
import * as pulumi from "@pulumi/pulumi";

import type { BlockName } from "./blocks.ts";
import { nothingPromotedText } from "./nothing-promoted.ts";
import type { StackValues } from "./parse.ts";
import { formatProblems, type Problem, problemAt } from "./problem.ts";
import { resolve } from "./resolve.ts";
import type { Stack } from "./stack.ts";
import { merged, readStackText, whereOf } from "./stack-file.ts";

/** A stack, and what is legal in its configuration and has no effect or is unwise. */
export interface LoadedStack {
  readonly stack: Stack;
  readonly warnings: readonly string[];
}

/** A stack that waits for its first promotion, so that there is nothing to declare. */
export interface UnpromotedStack {
  /** What people are told. */
  readonly nothingPromoted: string;
  readonly warnings: readonly string[];
}

/** Reads the configuration of the running stack; throws one `pulumi.RunError` that lists everything wrong with it. */
export function loadStack(): LoadedStack | UnpromotedStack {
  const name = pulumi.getStack();
  const file = ownFile(name);
  const text = file === undefined ? { problems: secrecyProblems() } : readStackText(file);
  const where = file === undefined ? { stack: name } : whereOf(file, name);
  const resolved = resolve(valuesOfEngine(), where, (value) => pulumi.secret(value));
  const problems = merged(text.problems, "problems" in resolved ? resolved.problems : []);
  if ("problems" in resolved || problems.length > 0) {
    throw new pulumi.RunError(formatProblems(problems, file === undefined ? `stack ${name}` : basename(file)));
  }
  const { warnings } = resolved;
  return "stack" in resolved
    ? { stack: resolved.stack, warnings }
    : { nothingPromoted: nothingPromotedText(name, resolved.nothingPromoted), warnings };
}

const blockNames: readonly BlockName[] = ["app", "release", "environment", "secrets"];

/** What the engine hands over: objects as JSON, secrets decrypted. */
function valuesOfEngine(): StackValues {
  const config = new pulumi.Config("slipway");
  return Object.fromEntries(
    blockNames.flatMap((name) => {
      const value = config.get(name);
      return value === undefined ? [] : [[name, fromJson(value)]];
    }),
  );
}

/** A value that is no JSON is text, and then the schema says what belongs there. */
function fromJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** File of the running stack, when it is where Pulumi keeps it. */
function ownFile(stack: string): string | undefined {
  const root = pulumi.runtime.getRootDirectory() || process.cwd();
  const named = process.env.PULUMI_OPTION_CONFIG_FILE;
  const file = named ? resolvePath(root, named) : join(root, `Pulumi.${stack}.yaml`);
  return existsSync(file) ? file : undefined;
}

/** What can be said when the file is not at hand: which of the four keys hold secrets. */
function secrecyProblems(): Problem[] {
  const listed: unknown = fromJson(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
  const secretKeys = Array.isArray(listed) ? listed : [];
  return blockNames
    .filter((name) => name !== "secrets" && secretKeys.includes(`slipway:${name}`))
    .map((name) =>
      problemAt([name], undefined, "holds a secret, which makes all of it secret: move it to slipway:secrets"),
    );
}
