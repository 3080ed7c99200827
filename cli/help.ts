import type { Command } from "commander";
import { paint } from "./paint.ts";

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
    : rows.flatMap(([words, why]) => [`  npx slipway ${words}`, `      ${why}`]);
  return ["", paint.bold("Examples:"), ...lines].join("\n");
}

function widthOfHelp(command: Command): number {
  return command.configureOutput().getOutHelpWidth?.() ?? 80;
}
