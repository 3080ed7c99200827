import { ProjectCopy } from "../../test/support/end-to-end/project-copy.ts";
import { spread } from "../judge.mts";
import type { Part } from "../part.mts";
import { cells, table } from "../table.mts";

const runs = 3;

/** How long the real engine takes to preview staging on the sandbox, with nothing there and with everything there. */
export const engine: Part = {
  name: "engine",
  title: "The real engine",
  async measure(tell) {
    const cold: number[] = [];
    const up: number[] = [];
    const warm: number[] = [];
    for (let round = 1; round <= runs; round += 1) {
      const project = new ProjectCopy();
      try {
        for (const [action, seconds] of [
          ["preview", cold],
          ["up", up],
          ["preview", warm],
        ] as const) {
          const took = await secondsOf(project, action);
          seconds.push(took);
          tell(`run ${round} of ${runs}  ${took.toFixed(1)} s  ${action}`);
        }
      } finally {
        project.remove();
      }
    }
    const figures = {
      "preview of an empty account": spread(cold),
      "up, with the second preview that must be empty": spread(up),
      "preview when all is there": spread(warm),
    };
    const rows = Object.entries(figures).map(([name, seconds]) => [name, ...cells(seconds, 1, "s")]);
    const text = [
      "`slipway sandbox` of staging: the Pulumi engine with its providers' protocol and the program in a process of its " +
        `own, on the sandbox's models, which take no time to make anything. ${runs} runs, each in a new copy of the project.`,
      table(["staging", "time min", "median", "max"], rows),
    ].join("\n\n");
    return { text, verdicts: [], figures };
  },
};

async function secondsOf(project: ProjectCopy, action: "preview" | "up"): Promise<number> {
  const start = process.hrtime.bigint();
  const { code, stderr } = await project.slipway(["sandbox", action, "staging", "--json"]);
  if (code !== 0) {
    throw new Error(`slipway sandbox ${action} staging ended with exit code ${code}:\n${stderr}`);
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}
