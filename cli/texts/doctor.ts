import type { Diagnosis } from "../../doctor/check.ts";
import { counted } from "../../lib/counted.ts";
import { columns } from "../columns.ts";
import { paint } from "../paint.ts";
import { wrapped } from "./wrapped.ts";

/** Of what is wrong each with what mends it, failures first; of the rest the names. */
export function doctorText(stack: string, found: readonly Diagnosis[], width = columns()): string {
  const of = (is: Diagnosis["is"]) => found.filter((one) => one.is === is);
  const [failed, warnings, fine, skipped] = [of("failed"), of("warning"), of("ok"), of("skipped")];
  const heading = `${stack}: ${counted(failed.length, "failure")}, ${counted(warnings.length, "warning")}, ${fine.length} fine, ${skipped.length} not looked at`;
  const wrong = [...failed, ...warnings];
  const label = Math.max(0, ...wrong.map(({ name }) => name.length)) + 2;
  const lines = [
    paint.bold(heading),
    ...(wrong.length > 0 ? [""] : []),
    ...wrong.flatMap((one) => wrongLines(one, label, width)),
    "",
    ...named("✓", "fine: ", fine, width).map(paint.green),
    ...notLookedAt(skipped, width).map(paint.dim),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The sentence beside its name; what mends it stays whole, so that it can be copied. */
function wrongLines(one: Diagnosis, label: number, width: number): string[] {
  const mark = one.is === "failed" ? paint.red("✗") : paint.yellow("!");
  const indent = " ".repeat(label + 2);
  const [first = "", ...more] = one.says.split("\n").flatMap((line) => {
    const [blanks = ""] = /^ */.exec(line) ?? [];
    return wrapped(line, blanks, width - indent.length);
  });
  return [
    `${mark} ${one.name.padEnd(label)}${first}`,
    ...more.map((line) => `${indent}${line}`),
    ...("mend" in one ? one.mend.map((command) => `${indent}→ ${command}`) : []),
  ];
}

/** One line for all that have the same reason. */
function notLookedAt(skipped: readonly Diagnosis[], width: number): string[] {
  const reasons = Map.groupBy(skipped, ({ says }) => says);
  return [...reasons].flatMap(([says, all]) => named("-", "", all, width, `: ${says}`));
}

function named(mark: string, before: string, all: readonly Diagnosis[], width: number, after = ""): string[] {
  return all.length === 0
    ? []
    : wrapped(`${mark} ${before}${all.map(({ name }) => name).join(", ")}${after}`, "  ", width);
}
