import { styleText } from "node:util";
import { shortId } from "../../promotion/freight.ts";
import type { VerifyResult } from "../actions/verify.ts";
import { wrapped } from "./wrapped.ts";

/** What a verification came to, for a person: a line a check, the verdict, and what follows. */
export function verifyText(result: VerifyResult): string {
  const { checks, notes, followUps } = result;
  const width = Math.max(...checks.map(({ name }) => name.length));
  const indent = " ".repeat(width + 4);
  const lines = [
    ...wrapped(headline(result), "  "),
    "",
    ...checks.flatMap(({ name, passed, couldNotLook, says }) => {
      const [first = "", ...more] = says.split("\n");
      const mark = couldNotLook ? "?" : passed ? "✓" : "✗";
      return [
        ...wrapped(`${mark} ${name.padEnd(width)}  ${first}`, indent),
        ...more.flatMap((line) => wrapped(`${indent}${line}`, indent)),
      ];
    }),
    "",
    ...notes.flatMap((note) => wrapped(note, "  ")),
    ...wrapped(styleText("bold", verdict(result)), "  "),
    ...followUps.flatMap(({ says, command }) => [
      ...wrapped(command === undefined ? says : `${says}:`, "  "),
      ...(command === undefined ? [] : [`  ${command}`]),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** `staging: 0123456789ab (2.3.1), update 7, deployed 2026-11-21T18:44:02Z by Ann <ann@example.com>` */
function headline({ stack, deployment: { id, version, update, at, by } }: VerifyResult): string {
  const what = id === undefined ? "unknown freight" : shortId(id);
  const called = version === undefined ? "" : ` (${version})`;
  return `${stack}: ${what}${called}, update ${update}, deployed ${at}${by === undefined ? "" : ` by ${by}`}`;
}

function verdict({ verdict: is, isDryRun, wrote, before }: VerifyResult): string {
  switch (is) {
    case "unsettled":
      return "nothing to verify: what is deployed is not one whole freight; nothing was written";
    case "unknown":
      return "nobody can tell: not all of it could be looked at; nothing was written";
    default:
      if (isDryRun) return `${is}; nothing was written, as --dry-run asks`;
      return wrote.length > 0 ? `${is}, and written down` : `${is}, as was written down at ${before}`;
  }
}
