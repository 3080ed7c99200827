import type { Command } from "commander";
import { didYouMean } from "../lib/did-you-mean.ts";
import { paint } from "./paint.ts";
import { wrapped } from "./texts/wrapped.ts";

/** The words after `npx slipway`, and what one has of them. */
export type Example = readonly [words: string, why: string];

/** Ends the help of a verb with `Examples:`, which one may type as they are. */
export function examples(command: Command, ...rows: readonly Example[]): Command {
  return command.addHelpText("after", () => exampleText(rows, widthOfHelp(command)));
}

/** Each example beside its reason; or above it, where one of them would not fit. */
export function exampleText(rows: readonly Example[], width: number): string {
  const column = Math.max(...rows.map(([words]) => words.length));
  const beside = rows.map(([words, why]) => `  npx slipway ${words.padEnd(column)}   ${why}`);
  const lines = beside.every((line) => line.length <= width)
    ? beside
    : rows.flatMap(([words, why]) => [`  npx slipway ${words}`, ...wrapped(`      ${why}`, "      ", width)]);
  return ["", paint.bold("Examples:"), ...lines].join("\n");
}

/** How wide the help of a command is. */
export function widthOfHelp(command: Command): number {
  return command.configureOutput().getOutHelpWidth?.() ?? 80;
}

/** `help <verb>`, as deep as verbs go; a mistake in it is told, and not answered with the help of something else. */
export function addHelp(program: Command): void {
  program
    .command("help")
    .summary("what a verb does and takes")
    .argument("[verb...]")
    .action((words: readonly string[]) => helpOf(program, words));
}

function helpOf(command: Command, [word, ...rest]: readonly string[]): void {
  const verb = command.commands.find((one) => one.name() === word);
  if (word === undefined) {
    command.outputHelp();
  } else if (verb) {
    helpOf(verb, rest);
  } else {
    const verbs = command.createHelp().visibleCommands(command);
    const guess = didYouMean(
      word,
      verbs.map((one) => one.name()),
    );
    command.error(`unknown command '${word}'${guess === undefined ? "" : `\n(Did you mean ${guess}?)`}`);
  }
}
