import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { countResources } from "../../sandbox/run/state.ts";
import { judge, type Verdict } from "../judge.mts";
import { type Measured, measureInTurn } from "../measure.mts";
import type { Part } from "../part.mts";
import { sizes, writeScale } from "../scale.mts";
import { root } from "../setup.mts";
import { cells, table } from "../table.mts";

const runs = 5;

interface Size {
  readonly services: number;
  readonly resources: number;
  readonly measured: Measured;
  /** Quotas of AWS that the plan names. */
  readonly quotas: Plan["quotas"];
}

/** What a plan of many services takes. */
export const scale: Part = {
  name: "scale",
  title: "Many services",
  async measure(tell) {
    const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
    try {
      const files = sizes.map((services) => ({ services, file: writeScale(folder, services) }));
      const commands = Object.fromEntries(
        files.map(({ services, file }) => [services, { args: ["cli/slipway.mjs", "plan", file], cwd: root }]),
      );
      const measured = measureInTurn(commands, runs, tell);
      const figures: Size[] = [];
      for (const { services, file } of files) {
        const { resources, quotas } = await planStack(file, root);
        const took = measured[services];
        if (took) {
          figures.push({
            services,
            resources: countResources(resources),
            measured: took,
            quotas,
          });
        }
      }
      return { text: textOf(figures), verdicts: verdictsOn(figures), figures };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Of each size after the smallest: the time a resource stays, the memory a resource falls. */
function verdictsOn(figures: readonly Size[]): Verdict[] {
  const [smallest] = figures;
  return figures.slice(1).flatMap((size, index) => {
    const before = figures[index];
    return smallest && before
      ? [
          judge(
            `time a resource at ${size.services} services, of that at ${smallest.services}`,
            milliseconds(size) / milliseconds(smallest),
            1.3,
          ),
          judge(
            `peak memory a resource at ${size.services} services, of that at ${before.services}`,
            mebibytes(size) / mebibytes(before),
            1,
          ),
        ]
      : [];
  });
}

function milliseconds({ resources, measured }: Size): number {
  return (measured.seconds.min * 1000) / resources;
}

function mebibytes({ resources, measured }: Size): number {
  return measured.peakMiB.min / resources;
}

function textOf(figures: readonly Size[]): string {
  const rows = figures.map((size) => [
    `${size.services}`,
    `${size.resources}`,
    ...cells(size.measured.seconds, 2, "s"),
    `${milliseconds(size).toFixed(2)} ms`,
    ...cells(size.measured.peakMiB, 0, "MiB"),
    `${mebibytes(size).toFixed(2)} MiB`,
  ]);
  const told = figures.flatMap(({ services, quotas }) => quotas.map((quota) => `- ${services} services: ${quota}`));
  return [
    "`slipway plan` of apps that [scale.mts](scale.mts) writes: one in five services is a web service, the rest are " +
      "workers; of both kinds one in five uses the database. " +
      `${runs} runs of each in turn after one that is not counted.`,
    table(
      [
        "services",
        "resources",
        "time min",
        "median",
        "max",
        "a resource",
        "peak memory min",
        "median",
        "max",
        "a resource",
      ],
      rows,
    ),
    `Quotas of AWS that the plans name:\n\n${told.join("\n") || "none"}`,
  ].join("\n\n");
}
