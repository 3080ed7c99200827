import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { spread } from "../judge.mts";
import type { Part } from "../part.mts";
import { bench, root } from "../setup.mts";
import { table } from "../table.mts";

const runs = 5;

/** What `bench/floor.mjs` prints of a step. */
interface Step {
  readonly step: string;
  readonly cpuMs: number;
  /** When it was done. */
  readonly peakMiB: number;
}

/** What the plan's time consists of: the medians of some runs, each in a process of its own. */
export const floor: Part = {
  name: "floor",
  title: "What the plan's time consists of",
  async measure() {
    // The first one fills the cache of compiled code.
    const [first = [], ...all] = Array.from({ length: runs + 1 }, once);
    const figures = first.map(({ step }, at) => ({
      step,
      cpuMs: spread(all.flatMap((steps) => steps[at]?.cpuMs ?? [])).median,
      peakMiB: spread(all.flatMap((steps) => steps[at]?.peakMiB ?? [])).median,
    }));
    const rows = figures.map(({ step, cpuMs, peakMiB }) => [step, cpuMs.toFixed(0), peakMiB.toFixed(0)]);
    const together = figures.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
    const text = table(
      ["step", "CPU, ms", "peak memory after it, MiB"],
      [...rows, ["together", together.toFixed(0), ""]],
    );
    return { text, verdicts: [], figures };
  },
};

function once(): Step[] {
  return JSON.parse(execFileSync(process.execPath, [join(bench, "floor.mjs")], { cwd: root, encoding: "utf8" }));
}
