import { type DriftReport, verdictOf } from "../../delivery/drift/report.ts";
import { shortId } from "../../promotion/freight.ts";
import { inOrder, marks, mending } from "./drift.ts";
import { wrapped } from "./wrapped.ts";

/** What is more than this helps nobody. */
const mostLines = 60;
const mostInLine = 400;
/** Of the 65,536 that GitHub takes, what all stacks share. */
const mostCharacters = 60_000;

/** What reports say, for a person who runs the check. */
export function driftReportText(reports: readonly DriftReport[]): string {
  const lines = reports.flatMap((report) => [
    ...wrapped(`${report.stack}: ${sumOf(report)}`, "  "),
    ...linesOf(report).flatMap((line) => wrapped(`  ${line}`, "    ")),
  ]);
  return `${lines.join("\n")}\n`;
}

/** The issue on what is no longer as declared; undefined when there is nothing to say. */
export function driftIssueText(
  reports: readonly DriftReport[],
  run: string | undefined,
): { readonly title: string; readonly body: string } | undefined {
  const drifted = reports.filter((report) => verdictOf(report) !== "same");
  if (drifted.length === 0) {
    return undefined;
  }
  const blocks = drifted.map((report) => {
    const lines = linesOf(report);
    const room = mostCharacters / drifted.length;
    const shown = fitting(
      lines.map((line) => `- ${escaped(cut(line))}`),
      room,
    );
    const more = lines.length > shown.length ? [`- and ${lines.length - shown.length} more`] : [];
    const advice = mending(report.stack, report.findings).map((line) => `\n${line}`);
    return [`### ${report.stack}: ${sumOf(report)}`, "", ...shown, ...more, ...advice].join("\n");
  });
  const commits = [...new Set(reports.map(({ commit }) => shortId(commit)))].join(", ");
  const about =
    `Compared with what commit ${commits} declares; a change that was merged and waits for its deployment shows here ` +
    `too. The issue is brought up to date every night, and closes itself.${run === undefined ? "" : ` [The run](${run}).`}`;
  return {
    title: `Not as declared: ${drifted.map(({ stack }) => stack).join(", ")}`,
    body: [...blocks, about].join("\n\n"),
  };
}

function sumOf(report: DriftReport): string {
  const sums = {
    same: report.nothing ?? "as declared",
    differs: "not as declared",
    unknown: "could not be read",
  };
  return sums[verdictOf(report)];
}

function linesOf({ findings, engine }: DriftReport): readonly string[] {
  return [
    ...inOrder(findings).map(({ is, about, says }) => `${marks[is]} ${about}: ${says}`),
    ...(engine?.errors ?? []).map((error) => `${marks.unknown} pulumi preview: ${error}`),
    ...(engine?.changes ?? []).map(
      ({ op, path, properties }) =>
        `${marks.differs} pulumi up would ${op} ${path}${properties.length > 0 ? ` (${properties.join(", ")})` : ""}`,
    ),
  ];
}

/** An error of the engine may be a page. */
function cut(line: string): string {
  return line.length > mostInLine ? `${line.slice(0, mostInLine)}…` : line;
}

/** As many lines as there is room for. */
function fitting(lines: readonly string[], room: number): readonly string[] {
  let characters = 0;
  const end = lines.findIndex((line, at) => {
    characters += line.length + 1;
    return at === mostLines || characters > room;
  });
  return end === -1 ? lines : lines.slice(0, end);
}

/** What GitHub would take for a mention, a reference or a tag. */
function escaped(line: string): string {
  return line.replaceAll(/[\r\n]+/g, " ").replaceAll(/[@#<]/g, (sign) => `${sign}\u200b`);
}
