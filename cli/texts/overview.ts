import { counted } from "../../lib/counted.ts";
import type { Standing } from "../actions/standing.ts";
import type { Glance, NextCommand } from "../next-command.ts";
import { paint } from "../paint.ts";

/** With the heads, the blank lines and the next command it is ten lines at most. */
const MOST_STACKS = 4;

/** How the stacks of a project are, in at most ten lines. */
export function overviewText(project: string, stacks: readonly Glance[], { command, why }: NextCommand): string {
  const shown = stacks.slice(0, MOST_STACKS);
  const rows = [
    ["stack", "file", "release", "AWS", "sandbox"],
    ...shown.map(({ stack, problems, isEmpty, version, aws, sandbox }) => [
      stack,
      fileWord(problems, isEmpty),
      version ?? "-",
      standingWord(aws, "no record"),
      standingWord(sandbox, "not up"),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const [head = "", ...lines] = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("   ")
      .trimEnd(),
  );
  return [
    paint.bold(project),
    `  ${paint.dim(head)}`,
    ...lines.map((line) => `  ${line}`),
    ...(stacks.length > MOST_STACKS ? [`  and ${counted(stacks.length - MOST_STACKS, "more stack")}`] : []),
    "",
    `next: ${paint.bold(command)}   ${why}`,
    "all verbs: npx slipway --help",
    "",
  ].join("\n");
}

function fileWord(problems: number, isEmpty: boolean): string {
  if (problems > 0) return counted(problems, "problem");
  return isEmpty ? "nothing promoted" : "in order";
}

function standingWord(standing: Standing | undefined, none: string): string {
  if (!standing) return none;
  const { is, at, isHeld } = standing;
  return [`${is}${at === undefined ? "" : ` ${at.slice(0, 10)}`}`, ...(isHeld ? ["held"] : [])].join(", ");
}
