import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { check } from "../../config/check.ts";
import { upstreamOf } from "../../config/nothing-promoted.ts";
import type { StackValues } from "../../config/parse.ts";
import { formatProblems } from "../../config/problem.ts";
import { readStackOrNothing } from "../../config/read-stack.ts";
import { readStackFile } from "../../config/stack-file.ts";
import { declareValues, valuesOf } from "./declare-stack.ts";
import { type Reviewable, reviewable } from "./reviewable.ts";

/** What a stack declares whatever is released. */
export async function lastingPlan(file: string): Promise<Reviewable> {
  const values = lastingValues(file);
  const checked = check(values, readStackFile(file));
  return "problems" in checked
    ? { "(once promoted)": formatProblems(checked.problems, basename(file)).split("\n") }
    : reviewable(await declareValues(file, values));
}

/**
 * What a stack file says whatever is released: with digests made up from the names of the images, and with the app that
 * the stack has once everything before it is promoted. So a bump or a promotion changes nothing here, and whoever changes
 * the app where people write it sees what each stack behind it becomes.
 */
export function lastingValues(file: string): StackValues {
  // What is wrong with the file as it stands, its release too.
  readStackOrNothing(file, dirname(file));
  const { app } = valuesOf(firstBefore(file));
  return { ...valuesOf(file), app, release: anyRelease(app) };
}

/** Whether the app of this stack is one that a rollback brought back: reviewed when it was new, and only then expected. */
export function isRolledBack(file: string): boolean {
  return Object(valuesOf(firstBefore(file)).release).rollbackOf !== undefined;
}

/** The file where people write the app that comes to this stack by promotions; its own without any. */
function firstBefore(file: string): string {
  const from = upstreamOf(valuesOf(file));
  return from === undefined ? file : firstBefore(join(dirname(file), `Pulumi.${from}.yaml`));
}

function anyRelease(app: StackValues["app"]): StackValues["release"] {
  const images: [string, unknown][] = Object.entries(Object(app).images);
  const pulled = images.flatMap(([name, image]) => (Object(image).build === undefined ? [name] : []));
  const hash = (algorithm: string, name: string) => createHash(algorithm).update(name).digest("hex");
  return {
    version: "1.0.0",
    images: Object.fromEntries(pulled.map((name) => [name, `sha256:${hash("sha256", name)}`])),
    commits: Object.fromEntries(pulled.map((name) => [name, hash("sha1", name)])),
  };
}
