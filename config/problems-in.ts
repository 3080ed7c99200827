import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "./problem.ts";
import { resolve } from "./resolve.ts";
import { blockValues, merged, readStackText, whereOf } from "./stack-file.ts";
import { stackOf } from "./stacks-in.ts";

/** Everything that is wrong with a stack file that parses: how it is written, what it says, what follows from that. */
export function problemsIn(file: string): readonly Problem[] {
  const { values, problems } = readStackText(file);
  const where = whereOf(file, stackOf(file) ?? "");
  const resolved = resolve(blockValues(values), where, (value) => pulumi.secret(value));
  return merged(problems, "problems" in resolved ? resolved.problems : []);
}
