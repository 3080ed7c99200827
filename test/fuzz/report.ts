import { firstFew } from "../../lib/first-few.ts";
import { kinds } from "./cases.ts";
import { patterns } from "./edits.ts";
import { type Tally, unreached } from "./work.ts";

/** What a run came to, as people read it; `files` show what was found. */
export function reportOf(tally: Tally, files: readonly string[]): string {
  const { became, planned, found } = tally;
  const rows = kinds.map((kind) => {
    const of = (what: string) => became[`${kind} ${what}`] ?? 0;
    const all = of("accepted") + of("refused") + of("waiting") + of("failed");
    const percent = all === 0 ? 0 : Math.round((of("accepted") / all) * 100);
    return `${kind}: ${all} files, ${of("accepted")} accepted (${percent} %), ${of("refused")} refused, ${of("waiting")} wait for a promotion, ${of("failed")} failed`;
  });
  const left = unreached(tally);
  const keys = `${patterns.length - left.length} of ${patterns.length} keys of the schema were in some file`;
  const faults = found.map(({ fault, kind, from }, index) => `${files[index]} (${kind}, from ${from}): ${fault}`);
  return [
    ...rows,
    `${planned} planned twice`,
    left.length > 0 ? `${keys}; never: ${firstFew(left, 3)}` : keys,
    ...(faults.length > 0 ? faults : ["nothing found"]),
    "",
  ].join("\n");
}
