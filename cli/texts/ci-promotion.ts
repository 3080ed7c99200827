import type { CiResult } from "../../promotion/ci/ci.ts";
import { shortId } from "../../promotion/freight.ts";
import { wrapped } from "./wrapped.ts";

/** What the check of a pull request came to, for a person. */
export function ciPromotionText({ base, stacks, isRefused, isUnknown }: CiResult): string {
  const lines = stacks.flatMap(({ file, passes, says, notes = [] }) => [
    ...wrapped(`${passes ? "✓" : "✗"} ${file}: ${says}`, "  "),
    ...notes.flatMap((note) => wrapped(`  ${note}`, "    ")),
  ]);
  const compared = `stack files at HEAD, compared with ${shortId(base)}`;
  const sum = sumOf({ stacks, isRefused, isUnknown });
  return `${[compared, ...lines, ...wrapped(sum, "  ")].join("\n")}\n`;
}

function sumOf({ stacks, isRefused, isUnknown }: Omit<CiResult, "base">): string {
  if (stacks.length === 0) {
    return "no stack here has environment.promotion.from, so there is nothing to judge";
  }
  if (isUnknown) {
    return "nobody can tell whether this change brings only what was verified, so it may not pass";
  }
  return isRefused
    ? "refused: this change would bring what was not verified; where that is meant and was forced, whoever may pass this check by merges it"
    : "this change brings nothing that was not verified";
}
