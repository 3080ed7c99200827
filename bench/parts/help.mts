import { measureInTurn } from "../measure.mts";
import type { Part } from "../part.mts";
import { root } from "../setup.mts";
import { tableOfCommands } from "../table.mts";

const runs = 20;

/** How long somebody waits for the help. */
export const help: Part = {
  name: "help",
  title: "The help",
  async measure(tell) {
    const commands = { "slipway --help": { args: ["cli/slipway.mjs", "--help"], cwd: root } };
    const figures = measureInTurn(commands, runs, tell);
    const text = `${runs} runs after one that is not counted.\n\n${tableOfCommands(figures)}`;
    return { text, verdicts: [], figures };
  },
};
