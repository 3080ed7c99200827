import type { Verdict } from "../../promotion/gates/gate.ts";
import { inMinutes } from "./minutes.ts";
import { textWidth, wrapped } from "./wrapped.ts";

/**
 * Gates for a person, a line or more each, to stand two columns below the word "gates": `✓ soak  verified 75 minutes ago, 60 are asked for`. What is passed by force
 * has `!`, what could not be judged `?`, and what refuses `✗`.
 */
export function gatesText(verdicts: readonly Verdict[]): string[] {
  const width = Math.max(0, ...verdicts.map(({ gate }) => gate.length));
  return verdicts.flatMap((verdict) => {
    const { gate, passes, says, commands = [], forced } = verdict;
    const sentence = inMinutes(says.replaceAll(/\s+/g, " "));
    const told = forced ? `passed by force: ${sentence}` : sentence;
    const indent = " ".repeat(width + 4);
    return [
      ...wrapped(`${markOf(verdict)} ${gate.padEnd(width)}  ${told}`, indent, textWidth() - 2),
      ...(passes ? [] : commands.map((command) => `${indent}  ${command}`)),
    ];
  });
}

function markOf({ passes, forced, unknown }: Verdict): string {
  if (!passes) return "✗";
  if (forced) return "!";
  return unknown ? "?" : "✓";
}
