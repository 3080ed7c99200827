import Table from "cli-table3";
import { columns } from "../columns.ts";
import { widthOf, wrapped } from "./wrapped.ts";

type Align = "left" | "right";

/** A table without lines; a width of null is as wide as it has to be. */
function plainTable(widths: readonly (number | null)[], aligns: readonly Align[]): Table.Table {
  const none = Object.fromEntries(
    ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
      .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"])
      .map((place) => [place, ""]),
  );
  return new Table({
    chars: none,
    style: { "padding-left": 0, "padding-right": 2, head: [], border: [], compact: true },
    colWidths: [...widths],
    colAligns: [...aligns],
    wordWrap: true,
  });
}

/** Between columns. */
const GAP = 2;
/** What the column that gives way is still readable in. */
const NARROWEST = 16;

/**
 * Rows as a table that fits the terminal: where it is too wide, the column that `gives` way is broken into lines; where
 * nothing is left for that, it stands below the others of its row.
 *
 * @param most what columns by their number are broken at in any case
 */
export function fittedTable(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
  gives: number,
  { most = {}, width = columns() }: { most?: Readonly<Record<number, number>>; width?: number } = {},
): string {
  const widths = aligns.map((_, column) => {
    const own = Math.max(0, ...rows.map((row) => widthOf(row[column] ?? "")));
    return Math.min(own, most[column] ?? own) + GAP;
  });
  const others = widths.reduce((sum, one, column) => (column === gives ? sum : sum + one), 0);
  // The blanks behind the last column are not printed.
  const left = width + GAP - others;
  if (left < Math.min(NARROWEST, widths[gives] ?? 0)) {
    return rows.flatMap((row) => stacked(row, widths, aligns, gives, width)).join("\n");
  }
  const table = plainTable(
    widths.map((own, column) => (column === gives ? Math.min(own, left) : own)),
    aligns,
  );
  table.push(...rows.map((row) => [...row]));
  return tableText(table);
}

function stacked(
  row: readonly string[],
  widths: readonly number[],
  aligns: readonly Align[],
  gives: number,
  width: number,
): string[] {
  const cells = row.map((cell, column) => {
    const blanks = " ".repeat(Math.max(0, (widths[column] ?? 0) - GAP - widthOf(cell)));
    return aligns[column] === "right" ? blanks + cell : cell + blanks;
  });
  const others = cells.filter((_, column) => column !== gives).join(" ".repeat(GAP));
  return [...wrapped(others, "  ", width), ...wrapped(`    ${row[gives] ?? ""}`, "    ", width)].filter((line) =>
    line.trim(),
  );
}

/** A table as text, without blanks at the ends of its lines. */
function tableText(table: Table.Table): string {
  return table.toString().replaceAll(/ +$/gm, "");
}

/** Whole US dollars, since what is behind the point of an estimate is not known; a little is `<1`, and not nothing. */
export function usd(amount: number): string {
  return amount > 0 && amount < 0.5 ? "<1" : Math.round(amount).toString();
}
