/** Where no terminal tells. */
const USUAL = 100;
/** What tables and sentences are still readable in. */
const NARROWEST = 40;

/** How many columns a line of standard output has. */
export function columns(): number {
  // A pseudo-terminal that nobody has sized yet says 0.
  return Math.max(NARROWEST, process.stdout.columns || USUAL);
}

/** A line in at most `width` columns. */
export function clipped(line: string, width: number): string {
  return line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line;
}
