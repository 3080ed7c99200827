import assert from "node:assert/strict";
import type { Step } from "../../../sandbox/run/events.ts";
import type { UpResult } from "../../../sandbox/run/up.ts";
import type { ProjectCopy } from "./project-copy.ts";

/** Brings a stack up, and insists on an empty second preview. */
export async function up(copy: ProjectCopy, stack: string, ...flags: readonly string[]): Promise<UpResult> {
  const { code, stdout, stderr } = await copy.slipway(["sandbox", "up", stack, "--json", ...flags]);
  assert.equal(code, 0, stderr || stdout);
  const result: UpResult = JSON.parse(stdout);
  assert.deepEqual(result.secondPreview.steps, [], "the second preview is empty");
  return result;
}

/** What an `up` would do. */
export async function preview(copy: ProjectCopy, stack: string): Promise<readonly Step[]> {
  const { code, stdout, stderr } = await copy.slipway(["sandbox", "preview", stack, "--json"]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout).steps;
}

/** `update api-service`, in order; of the steps that make up a replacement, one. */
export function changes(steps: readonly Step[]): readonly string[] {
  const words: Readonly<Record<string, string>> = { "create-replacement": "replace", "delete-replaced": "replace" };
  return [...new Set(steps.map(({ op, name }) => `${words[op] ?? op} ${name}`))].sort();
}
