import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planStack } from "../../plan/plan-stack.ts";
import { type CriticalPath, firstUp } from "../critical-path.mts";
import { judge } from "../judge.mts";
import type { Part } from "../part.mts";
import { nextRelease, type Release } from "../routine-deploy.mts";
import { root } from "../setup.mts";
import { table } from "../table.mts";

const stacks = ["staging", "production"];

/** What a first `up` and a routine deploy wait for, by the graph that the plan has. */
export const path: Part = {
  name: "path",
  title: "What an up waits for",
  async measure() {
    const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
    try {
      const first: Record<string, CriticalPath> = {};
      const routine: Record<string, Release> = {};
      for (const stack of stacks) {
        first[stack] = firstUp(await planStack(stack, root));
        routine[stack] = await nextRelease(stack, root, join(folder, stack));
      }
      const verdicts = Object.entries(routine).flatMap(([stack, { minutes, chainMinutes, outside }]) => [
        judge(
          `routine deploy of ${stack}, of migration + slowest worker + slowest web service`,
          minutes / chainMinutes,
          1.15,
        ),
        judge(`steps of it outside that chain, ${stack}`, outside.length, 0),
      ]);
      return { text: textOf(first, routine), verdicts, figures: { first, routine } };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function textOf(first: Readonly<Record<string, CriticalPath>>, routine: Readonly<Record<string, Release>>): string {
  const rows = [
    ...Object.entries(first).map(([stack, way]) => [`first up of ${stack}`, ...rowOf(way)]),
    ...Object.entries(routine).map(([stack, way]) => [`routine deploy of ${stack}`, ...rowOf(way)]),
  ];
  const touched = Object.entries(routine).map(([stack, { touched }]) => `${touched.length} of ${stack}'s resources`);
  return [
    "The longest chain of resources that wait for each other, from the plan's graph. Nothing is timed here: what AWS takes " +
      "for a resource is the typical time of its model in [sandbox/models](../sandbox/models), what a deployment of a " +
      "service takes is what `slipway plan` says in its line `deploy:`, and a one-off task is taken for two minutes. A " +
      `routine deploy is a release in which every image is another one; it touches ${touched.join(" and ")}. The typical ` +
      "times are our estimates, with no page of AWS behind each. Not in them: the snapshot before a migration, which is off " +
      "unless the configuration asks for it, and services that call each other, of which the caller waits for the called.",
    table(["", "minutes", "longest chain"], rows),
  ].join("\n\n");
}

function rowOf({ minutes, steps }: CriticalPath): string[] {
  const long = steps.filter((step) => step.minutes >= 1);
  return [minutes.toFixed(1), long.map((step) => `${step.path} ${step.minutes.toFixed(1)}`).join(" → ")];
}
