import { styleText } from "node:util";

type Style = "bold" | "dim" | "red" | "green" | "yellow";
type Paint = Readonly<Record<Style, (text: string) => string>>;

/**
 * Colours of what goes to standard output: none where that is no terminal or `NO_COLOR` is set. Dim is what matters
 * less, green what is done or new, yellow what warns or waits, red what failed, is refused or goes.
 */
export const paint: Paint = paintOn(process.stdout);

/** The same for another stream. */
export function paintOn(stream: NodeJS.WritableStream): Paint {
  const style = (as: Style) => (text: string) => styleText(as, text, { stream, validateStream: true });
  return { bold: style("bold"), dim: style("dim"), red: style("red"), green: style("green"), yellow: style("yellow") };
}
