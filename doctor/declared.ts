import { dirname, join } from "node:path";
import { secret } from "@pulumi/pulumi";
import { readStackOrNothing } from "../config/read-stack.ts";
import { resolve } from "../config/resolve.ts";
import { readStackFile } from "../config/stack-file.ts";
import { messageOf } from "../lib/message-of.ts";
import { planOf } from "../plan/plan-stack.ts";
import type { Declared } from "./context.ts";

/**
 * What a stack file comes to, or what is wrong with it. A stack that nothing was promoted to yet is looked at with what it
 * will be promoted, so that its account is ready by then.
 */
export async function declaredIn(path: string): Promise<Declared | { readonly problem: string }> {
  try {
    return await readDeclared(path);
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

async function readDeclared(path: string): Promise<Declared | { readonly problem: string }> {
  const { file, resolved } = readStackOrNothing(path, dirname(path));
  if ("stack" in resolved) {
    return { stack: resolved.stack, plan: await planOf({ file, resolved }) };
  }
  const { from } = resolved.nothingPromoted;
  const { app, release } = readStackFile(join(dirname(path), `Pulumi.${from}.yaml`)).values;
  const lent = resolve({ ...file.values, app, release }, file, (value) => secret(value));
  return "stack" in lent
    ? { stack: lent.stack, plan: await planOf({ file, resolved: lent }), lentBy: from }
    : { problem: `with the app of ${from}, which will be promoted to it, ${file.stack} would not be in order` };
}
