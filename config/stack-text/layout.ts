import { isCollection, isMap, isPair, isScalar, type LineCounter, type ParsedNode, type YAMLMap } from "yaml";

import { UserError } from "../../lib/user-error.ts";
import { formatProblems } from "../problem.ts";
import { parsed } from "../stack-file.ts";
import { yamlProblems } from "../yaml-problems.ts";

type Mapping = YAMLMap.Parsed<ParsedNode, ParsedNode | null>;

/** Where one key below `config:` stands: whole lines, with the comments that are its own. */
export interface KeyPlace {
  readonly name: string;
  readonly value: ParsedNode | null;
  /** Line of the key itself, from 1. */
  readonly line: number;
  /** Columns before the key. */
  readonly indent: number;
  /** Offset of its first line, which may be a comment. */
  readonly start: number;
  /** Offset behind its last line. */
  readonly end: number;
}

/** Where the keys below `config:` stand in a stack file, and where another one would. */
export interface Layout {
  /** Everything that the text says. */
  readonly whole: unknown;
  readonly keys: readonly KeyPlace[];
  /** Columns before a key. */
  readonly indent: number;
  /** Offset behind the last key. */
  readonly end: number;
  /** What the first key needs before it, where there is none yet. */
  readonly opening: string;
}

/** Reads where things stand in a plain text; refuses what cannot be copied or changed line by line. */
export function layoutOf(plain: string, file: string): Layout {
  const { document, lines, values } = parsed(plain, file);
  const problems = yamlProblems(document.contents, lines);
  if (problems.length > 0) {
    throw new UserError(formatProblems(problems, file));
  }
  return { whole: values, ...keysIn(document.contents, new Lines(plain, lines), file) };
}

function keysIn(contents: ParsedNode | null, text: Lines, file: string): Omit<Layout, "whole"> {
  const config = isMapping(contents) ? configOf(contents, text, file) : undefined;
  if (!config) {
    return { keys: [], indent: 2, end: text.startOf(Number.POSITIVE_INFINITY), opening: "config:\n" };
  }
  const { key, value } = config;
  const line = text.lineAt(key.range[0]);
  if (isMapping(value)) {
    refuseFlow(value, "config", text, file);
    const keys = placesOf(value, text, file);
    const [last] = keys.slice(-1);
    return { keys, indent: last?.indent ?? 2, end: last?.end ?? text.startOf(line + 1), opening: "" };
  }
  if (value !== null && value.range[1] > value.range[0]) {
    throw new UserError(`${file}: config is no mapping (line ${line}): write the slipway: keys below it`);
  }
  // Comments below an empty config: are nobody's, and stay so.
  const last = text.lastWhere(line, (one) => /^ +#/.test(one));
  return { keys: [], indent: 2, end: text.startOf(last + 1), opening: last === line ? "" : "\n" };
}

function configOf(contents: Mapping, text: Lines, file: string) {
  refuseFlow(contents, "the file", text, file);
  return contents.items.find(({ key }) => isScalar(key) && key.value === "config");
}

function isMapping(node: ParsedNode | null): node is Mapping {
  return isMap(node);
}

function refuseFlow(map: Mapping, what: string, text: Lines, file: string): void {
  if (map.flow) {
    const line = text.lineAt(map.range[0]);
    throw new UserError(
      `${file}: ${what} is written in braces (line ${line}): write each key on a line of its own below it`,
    );
  }
}

function placesOf(config: Mapping, text: Lines, file: string): KeyPlace[] {
  return config.items.map(({ key, value }) => {
    const line = text.lineAt(key.range[0]);
    const indent = key.range[0] - text.startOf(line);
    const name = isScalar(key) ? String(key.value) : "?";
    if (text.line(line).search(/\S/) !== indent) {
      throw new UserError(
        `${file}: ${name} does not begin its line (line ${line}): write it as ${name}: and its keys below it`,
      );
    }
    const end = value === null ? line : Math.max(line, text.lineAt(value.range[1] - 1));
    const last = keepsBlankLines(value, text) ? end : text.lastFilled(end);
    // A comment that is further in than the keys is about what is above it.
    const behind = text.lastWhere(last, (one) => /^ *#/.test(one) && one.search(/\S/) > indent);
    const start = text.startOf(text.firstOfComments(line, indent));
    return { name, value, line, indent, start, end: text.startOf(behind + 1) };
  });
}

/** Whether a value ends in a text with `|+`, which the blank lines behind it are part of. */
function keepsBlankLines(value: ParsedNode | null | undefined, text: Lines): boolean {
  if (isCollection(value)) {
    const last = value.items.at(-1);
    return keepsBlankLines(isPair(last) ? last.value : last, text);
  }
  return isScalar(value) && /^BLOCK_/.test(value.type ?? "") && /^.\d?\+/.test(text.from(value.range[0]));
}

/** Lines by their number, from 1. */
class Lines {
  private readonly lines: readonly string[];
  private readonly places: LineCounter;
  private readonly length: number;

  constructor(plain: string, places: LineCounter) {
    this.lines = plain.split("\n");
    this.places = places;
    this.length = plain.length;
  }

  line(number: number): string {
    return this.lines[number - 1] ?? "";
  }

  lineAt(offset: number): number {
    return this.places.linePos(offset).line;
  }

  /** The rest of the line at this offset. */
  from(offset: number): string {
    const number = this.lineAt(offset);
    return this.line(number).slice(offset - this.startOf(number));
  }

  startOf(number: number): number {
    return this.places.lineStarts[number - 1] ?? this.length;
  }

  /** The last line up to this one that is not blank. */
  lastFilled(number: number): number {
    return this.line(number).trim() === "" ? this.lastFilled(number - 1) : number;
  }

  /** First of the comments right above a line, none of which is further in than it; the line itself without. */
  firstOfComments(number: number, indent: number): number {
    const above = this.line(number - 1);
    const isOwn = /^ *#/.test(above) && above.search(/\S/) <= indent;
    return isOwn ? this.firstOfComments(number - 1, indent) : number;
  }

  /** The last line of those after this one that are blank or comments for which something holds; this one without. */
  lastWhere(number: number, holds: (line: string) => boolean): number {
    let last = number;
    for (let at = number + 1; at <= this.lines.length && /^\s*(#|$)/.test(this.line(at)); at++) {
      last = holds(this.line(at)) ? at : last;
    }
    return last;
  }
}
