import type { HoldResult } from "../actions/hold.ts";
import { inMinutes } from "./minutes.ts";
import { wrapped } from "./wrapped.ts";

/** What `hold` came to, for a person. */
export function holdText(result: HoldResult): string {
  const dryRun = result.records.length > 0 && !result.isWritten ? ["nothing is written, as --dry-run asks"] : [];
  return `${[...sentences(result), ...dryRun].flatMap((line) => wrapped(inMinutes(line), "  ")).join("\n")}\n`;
}

function sentences({ stack, before, records: [record], isWritten, lift }: HoldResult): string[] {
  const is = isWritten ? "is" : "would be";
  const since = before ? `since ${before.at}, by ${before.by}: ${before.reason}` : "";
  if (record?.event === "held") {
    return [`${stack} ${is} held: ${record.reason}`, `to lift it: ${lift}`];
  }
  if (record) {
    return [`${stack} ${is} held no longer; it was held ${since}`];
  }
  return before ? [`${stack} is held already, ${since}`, `to lift it: ${lift}`] : [`${stack} is not held`];
}
