import { counted } from "../../lib/counted.ts";
import { shortId } from "../../promotion/freight.ts";
import { columns } from "../columns.ts";
import { difference, type Glance, type NextCommand } from "../next-command.ts";
import { paint } from "../paint.ts";

/** With the heads, the blank line and what is next it is ten lines at most. */
const MOST_STACKS = 4;

/** How the stacks of a project are, in at most ten lines. */
export function overviewText(project: string, stacks: readonly Glance[], { command, why }: NextCommand): string {
  // Where some are left out, a line says so.
  const shown = stacks.slice(0, stacks.length > MOST_STACKS ? MOST_STACKS - 1 : MOST_STACKS);
  const rows = [
    ["stack", "file", "release", "AWS", "sandbox"],
    ...shown.map((glance) => [
      glance.stack,
      fileWord(glance),
      glance.version ?? (glance.pair === undefined ? "-" : `pair ${shortId(glance.pair)}`),
      standingWord(glance, "aws", "never verified"),
      standingWord(glance, "sandbox", "not up"),
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
    ...(stacks.length > shown.length ? [`  and ${counted(stacks.length - shown.length, "more stack")}`] : []),
    "",
    ...nextLines(command, why),
    "all verbs: npx slipway --help",
    "",
  ].join("\n");
}

/** A command stays whole, so that it can be copied. */
function nextLines(command: string, why: string): readonly string[] {
  const line = `next: ${command}   ${why}`;
  return line.length <= columns()
    ? [line.replace(command, paint.bold(command))]
    : [`next: ${paint.bold(command)}`, `      ${why}`];
}

function fileWord({ problems, isEmpty }: Glance): string {
  if (problems > 0) return counted(problems, "problem");
  return isEmpty ? "nothing promoted" : "in order";
}

function standingWord(glance: Glance, place: "aws" | "sandbox", none: string): string {
  const standing = glance[place];
  if (!standing) return none;
  const { is, at, isHeld, usedBy } = standing;
  const word = is === "in use" ? `in use: ${usedBy}` : `${is}${at === undefined ? "" : ` ${at.slice(0, 10)}`}`;
  return [word, ...(isHeld ? ["held"] : []), difference(glance, place) ?? []].flat().join(", ");
}
