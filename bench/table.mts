import type { Spread } from "./judge.mts";
import type { Measured } from "./measure.mts";

/** A table of Markdown; all columns but the first are numbers. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = header.map((_, index) => (index === 0 ? "---" : "---:"));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Time and memory of commands. */
export function tableOfCommands(measured: Readonly<Record<string, Measured>>): string {
  const header = ["command", "time min", "time median", "time max", "memory min", "memory median", "memory max"];
  const rows = Object.entries(measured).map(([command, { seconds, peakMiB }]) => [
    `\`${command}\``,
    ...cells(seconds, 2, "s"),
    ...cells(peakMiB, 0, "MiB"),
  ]);
  return table(header, rows);
}

/** The three cells of a spread. */
export function cells({ min, median, max }: Spread, digits: number, unit: string): string[] {
  return [min, median, max].map((amount) => `${amount.toFixed(digits)} ${unit}`);
}
