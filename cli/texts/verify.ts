import { shortId } from "../../promotion/freight.ts";
import type { VerifyResult } from "../actions/verify.ts";
import { paint } from "../paint.ts";
import { inMinutes } from "./minutes.ts";
import { wrapped } from "./wrapped.ts";

/** What a verification came to, for a person: a line a check, the verdict, and what follows. */
export function verifyText(result: VerifyResult): string {
  const { checks, notes, followUps } = result;
  const width = Math.max(...checks.map(({ name }) => name.length));
  const indent = " ".repeat(width + 4);
  const lines = [
    ...wrapped(inMinutes(headline(result)), "  "),
    "",
    ...checks.flatMap(({ name, passed, couldNotLook, says }) => {
      const [first = "", ...more] = inMinutes(says).split("\n");
      const mark = couldNotLook ? "?" : passed ? "✓" : "✗";
      return [
        ...wrapped(`${mark} ${name.padEnd(width)}  ${first}`, indent),
        ...more.flatMap((line) => wrapped(`${indent}${line}`, indent)),
      ];
    }),
    "",
    ...notes.flatMap((note) => wrapped(inMinutes(note), "  ")),
    ...wrapped(paint.bold(inMinutes(verdict(result))), "  "),
    ...followUps.flatMap(({ says, command }) => [
      ...wrapped(inMinutes(command === undefined ? says : `${says}:`), "  "),
      ...(command === undefined ? [] : [`  ${command}`]),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** `staging: 0123456789ab (2.3.1), update 7, deployed 2026-11-21 18:44 UTC, commit by Ann <ann@example.com>` */
function headline({ stack, deployment: { id, version, update, at, commitBy } }: VerifyResult): string {
  const what = id === undefined ? "unknown freight" : shortId(id);
  const called = version === undefined ? "" : ` (${version})`;
  return `${stack}: ${what}${called}, update ${update}, deployed ${at}${commitBy === undefined ? "" : `, commit by ${commitBy}`}`;
}

function verdict({ verdict: is, isDryRun, wrote, before, notWritten }: VerifyResult): string {
  if (notWritten !== undefined) {
    return `${is}, but not written down: ${notWritten}`;
  }
  switch (is) {
    case "unsettled":
      return "nothing to verify: what is deployed is not one whole freight; nothing was written";
    case "unknown":
      return "nobody can tell: not all of it could be looked at; nothing was written";
    default:
      if (isDryRun) return `${is}; nothing was written, as --dry-run asks`;
      return wrote.length > 0 || !before
        ? `${is}, and written down`
        : `${is}, as ${before.by} wrote down at ${before.at}`;
  }
}
