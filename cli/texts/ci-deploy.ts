import type { Change } from "../../delivery/change.ts";
import type { DeployResult } from "../../delivery/deploy.ts";
import { counted } from "../../lib/counted.ts";
import { wrapped } from "./wrapped.ts";

/** What a deployment by a job came to, for a person. */
export function deployText({ stack, commit, refusals, applied, left, errors }: DeployResult): string {
  const of = `${stack}, commit ${commit.slice(0, 12)}`;
  if (refusals.length > 0) {
    return text([
      `refused, and nothing was touched: ${of}`,
      ...refusals.flatMap((says) => wrapped(`  ${says}`, "    ")),
    ]);
  }
  if (errors.length === 0) {
    return text([
      `deployed: ${of}: ${applied.length > 0 ? counted(applied.length, "change") : "nothing had to change"}`,
    ]);
  }
  return text([
    `failed: ${of}`,
    ...errors.flatMap((says) => says.split("\n").map((line, index) => `${index === 0 ? "  " : "    "}${line}`)),
    ...(applied.length === 0
      ? ["nothing was applied"]
      : [`applied before it stopped (${applied.length}):`, ...listed(applied)]),
    ...(left.length === 0 ? [] : [`not applied (${left.length}):`, ...listed(left)]),
    ...(applied.length === 0 ? [] : ["what was applied stays: mend the cause and deploy again, which does the rest"]),
  ]);
}

function listed(changes: readonly Change[]): readonly string[] {
  return changes.map(({ op, path }) => `  ${op.padEnd(7)}  ${path}`);
}

function text(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
