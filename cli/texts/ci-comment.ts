import type { Report } from "../../delivery/report.ts";
import { reportMarkdown } from "./ci-report-markdown.ts";

/** Hidden first line of the comment, by which it is found again. */
export const commentMarker = "<!-- slipway:preview -->";

/** What GitHub takes in one comment, the marker and its line end among it. */
const mostCharacters = 65_536;

/** All reports, each whole. */
export function reportsMarkdown(reports: readonly Report[]): string {
  const stacks = reports.map(reportMarkdown);
  const commit = reports[0]?.commit.slice(0, 12);
  return [
    "## What this change would do",
    ...stacks,
    ...(commit === undefined ? ["no stack was planned"] : [`of ${commit}`]),
  ].join("\n\n");
}

/** The same as the body of one comment: what is too long ends with where the rest is. */
export function commentText(reports: readonly Report[], run: string | undefined): string {
  const whole = reportsMarkdown(reports);
  const most = mostCharacters - commentMarker.length - 1;
  return whole.length <= most ? whole : cut(whole, most, run);
}

function cut(whole: string, most: number, run: string | undefined): string {
  const where = run === undefined ? "the summary of the job" : `[the summary of the job](${run})`;
  const rest = `\n\nThis is too long for a comment: the rest is in ${where}.`;
  const kept = whole.slice(0, most - rest.length - Math.max(fence.length, fold.length));
  const lines = kept.slice(0, kept.lastIndexOf("\n"));
  return `${lines}${openIn(lines)}${rest}`;
}

const fence = "\n```";
const fold = "\n\n</details>";

/** What ends a quotation or a fold that the cut went through. */
function openIn(lines: string): string {
  if ((lines.match(/^```/gm)?.length ?? 0) % 2 === 1) {
    return fence;
  }
  return lines.lastIndexOf("<details>") > lines.lastIndexOf("</details>") ? fold : "";
}
