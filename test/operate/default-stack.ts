import { join } from "node:path";
import { readStack } from "../../config/read-stack.ts";
import type { Stack } from "../../config/stack.ts";
import type { Operated } from "../../operate/operated.ts";
import { checkout } from "../support/stack-files.ts";

/** A stack of the default app, as verbs that operate it are given it. */
export function operatedStack(name: "staging" | "production", own: Partial<Stack> = {}): Operated {
  const file = join(checkout, `Pulumi.${name}.yaml`);
  const stack = { ...readStack(file, checkout).resolved.stack, ...own };
  const located = { root: checkout, project: "harbour", stack: name, file, worldFile: "" };
  return { located, stack, argument: name, isSandbox: false };
}
