import Table from "cli-table3";

type Align = "left" | "right";

/** A table without lines; a width of null is as wide as it has to be. */
export function plainTable(widths: readonly (number | null)[], aligns: readonly Align[]): Table.Table {
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

/** A table as text, without blanks at the ends of its lines. */
export function tableText(table: Table.Table): string {
  return table.toString().replaceAll(/ +$/gm, "");
}

/** Whole US dollars, since what is behind the point of an estimate is not known; a little is `<1`, and not nothing. */
export function usd(amount: number): string {
  return amount > 0 && amount < 0.5 ? "<1" : Math.round(amount).toString();
}
