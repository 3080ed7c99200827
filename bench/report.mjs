import { existsSync, readFileSync, writeFileSync } from "node:fs";

const begin = "<!-- bench: written by `npm run bench` -->";
const end = "<!-- /bench -->";

/** The result as Markdown: the machine, the figures and the promises. */
export function markdown({ date, machine, versions, sizes, runs, results, verdicts }) {
  const header = row("command", "time min", "median", "max", "peak memory min", "median", "max");
  const figures = Object.entries(results).map(([name, { seconds, peakMiB }]) =>
    row(`\`${name}\``, ...amounts(seconds, 2, "s"), ...amounts(peakMiB, 0, "MiB")),
  );
  const judged = verdicts.map(({ what, value, atMost, met }) =>
    row(what, value.toFixed(2), `≤ ${atMost.toFixed(2)}`, met ? "yes" : "**no**"),
  );
  return [
    `${date}, ${machine}; ${runs} runs of each in turn after one that is not counted.`,
    `${versions}. Resources: ${sizes.planned} in the plan, ${sizes.synthesised} in the template.`,
    "",
    header,
    rule(7),
    ...figures,
    "",
    row("promise", "measured", "at most", "met"),
    rule(4),
    ...judged,
  ].join("\n");
}

/** Puts `text` between the markers of the page. */
export function writePage(file, text) {
  const page = existsSync(file) ? readFileSync(file, "utf8") : "";
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`${file} has no place for the figures: it needs the lines ${begin} and ${end}`);
  }
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`);
}

function row(...cells) {
  return `| ${cells.join(" | ")} |`;
}

function rule(columns) {
  return row(...Array.from({ length: columns }, (_, index) => (index === 0 ? "---" : "---:")));
}

function amounts({ min, median, max }, digits, unit) {
  return [min, median, max].map((amount) => `${amount.toFixed(digits)} ${unit}`);
}
