import { stripVTControlCharacters } from "node:util";
import { oneLine } from "../../lib/one-line.ts";
import { quoted } from "../../operate/command-line.ts";
import { isErrorLike } from "../../operate/error-like.ts";
import type { ReadLine } from "../../operate/read-logs.ts";
import { paint } from "../paint.ts";

/** How the reader wants to see lines. */
export interface LogStyle {
  /** Whether the names of those who write differ. */
  readonly names: boolean;
  readonly now: Date;
  /** IANA name. @default the reader's */
  readonly timeZone?: string;
}

/** One event on one line: when, by the reader's clock, who, and what. What a terminal would obey is taken out. */
export function logText({ at, name, task, text }: ReadLine, { names, now, timeZone }: LogStyle): string {
  const when = localTime(new Date(at), timeZone);
  const today = localTime(now, timeZone).slice(0, dayLength);
  const time = when.startsWith(today) ? when.slice(dayLength + 1) : when;
  const who = [...(names ? [name] : []), ...(task === undefined ? [] : [task.slice(0, shortId)])].join("/");
  const words = oneLine(stripVTControlCharacters(text));
  return `${paint.dim(`${time} ${who}`.trimEnd())} ${isErrorLike(text) ? paint.red(words) : words}\n`;
}

/** The same for a program: one object a line. */
export function logJson({ at, name, task, text }: ReadLine): string {
  return `${JSON.stringify({ at: new Date(at).toISOString(), name, ...(task !== undefined && { task }), text })}\n`;
}

/** What was looked for and not found. */
export interface NoLines {
  /** Whose lines. */
  readonly of: string;
  readonly since: string;
  /** Milliseconds that is ago. */
  readonly ago: number;
  readonly grep?: string;
  readonly errors?: true;
  readonly previous?: true;
  /** Log groups that are not there yet. */
  readonly missing: readonly string[];
  /** Where it was looked for, as it was typed: `staging api --sandbox`. */
  readonly place: string;
}

/** Where nothing was written, the same command that looks further back. */
export function noLinesText({ of, since, ago, grep, errors, previous, missing, place }: NoLines): string {
  const what = [
    ...(grep === undefined ? [] : [` with ${JSON.stringify(grep)}`]),
    ...(errors ? [" that look like errors"] : []),
  ].join("");
  const are = missing.length === 1 ? "is" : "are";
  const groups = missing.length === 0 ? "" : ` (${missing.join(", ")} ${are} not there yet)`;
  const command = [
    `npx slipway logs ${place}`,
    ...(grep === undefined ? [] : [`--grep ${quoted(grep)}`]),
    ...(errors ? ["--errors"] : []),
    ...(previous ? ["--previous"] : []),
    `--since ${ago < dayMilliseconds ? "1d" : "30d"}`,
  ].join(" ");
  return `no lines${what} of ${of} since ${since}${groups}: look further back, such as ${command}\n`;
}

const dayMilliseconds = 86_400_000;
const dayLength = "2026-11-21".length;
/** Of 32 characters; so many tell the tasks of one stack apart. */
const shortId = 8;

/** `2026-11-21 18:44:07`, which Sweden writes as the standard does. */
function localTime(at: Date, timeZone: string | undefined): string {
  const options = { dateStyle: "short", timeStyle: "medium", ...(timeZone !== undefined && { timeZone }) } as const;
  return new Intl.DateTimeFormat("sv-SE", options).format(at);
}
