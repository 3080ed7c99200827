import { readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";

import { printable } from "../lib/printable.ts";
import { UserError } from "../lib/user-error.ts";
import type { BlockName } from "./blocks.ts";
import { check } from "./check.ts";
import type { StackValues } from "./parse.ts";
import { formatProblems, type Problem } from "./problem.ts";
import { siblingsOf } from "./siblings.ts";
import { stackOf, textOrNothing, whichStacks } from "./stacks-in.ts";
import type { PlacedWhere } from "./where.ts";
import { yamlProblems } from "./yaml-problems.ts";

/** A stack file whose text is in order. */
export interface StackFile extends PlacedWhere {
  /** Name in the `Pulumi.yaml` beside it. */
  readonly project: string;
  /** The four keys, secrets as markers. */
  readonly values: StackValues;
}

/** Reads a stack file without an engine; refuses what is wrong with its text, together with all else that is wrong. */
export function readStackFile(path: string): StackFile {
  const { values, problems } = readStackText(path);
  const stack = stackOf(path);
  if (stack === undefined) {
    throw new UserError(`${shown(path)} is no stack file: name it Pulumi.<stack>.yaml`);
  }
  const where = whereOf(path, stack);
  if (problems.length > 0) {
    const checked = check(blockValues(values), where);
    const all = merged(problems, "problems" in checked ? checked.problems : []);
    throw new UserError(formatProblems(all, basename(path)));
  }
  return { project: projectOf(path), values: blockValues(values), ...where };
}

/** What a stack file and those beside it say of the stack, besides its values. */
export function whereOf(path: string, stack: string): PlacedWhere {
  const { values, secretsProvider } = readStackText(path);
  return { stack, siblings: siblingsOf(path, values), ...(secretsProvider !== undefined && { secretsProvider }) };
}

/** All problems of the first kind, and those of the second with values that the first do not name. */
export function merged(first: readonly Problem[], second: readonly Problem[]): Problem[] {
  const told = new Set(first.map(({ key }) => key));
  return [...first, ...second.filter(({ key }) => !told.has(key))];
}

/** Name of the project that a stack file is of: in the `Pulumi.yaml` beside it. */
export function projectOf(path: string): string {
  const file = join(dirname(path), "Pulumi.yaml");
  const text = textOrNothing(file);
  if (text === "") {
    throw new UserError(`no project beside ${shown(path)}: put a Pulumi.yaml with a name there`);
  }
  const name = property(parsed(text, file).values, "name");
  if (typeof name !== "string" || name === "") {
    throw new UserError(`${shown(file)} has no name: add the name of the project, like name: shop`);
  }
  return name;
}

/** A stack file that parses: its values, and what is wrong with how they are written. */
export interface StackText {
  /** What is below `config`, with a marker for each `{secure: …}`. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
  /** As in `Where`. */
  readonly secretsProvider?: string;
}

/** The last file that was read: the plan reads one, and so does the program that it runs. */
let last: { readonly text: string; readonly path: string; readonly read: StackText } | undefined;

/** Reads the text of a stack file; fails only when it is not there or does not parse. */
export function readStackText(path: string): StackText {
  const text = readText(path);
  if (last?.path !== path || last.text !== text) {
    last = { path, text, read: parseStackText(text, path) };
  }
  return last.read;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") {
      throw new UserError(`no stack file ${shown(path)}: ${whichStacks(dirname(path), "there")}`);
    }
    throw new UserError(
      code === "EISDIR"
        ? `${shown(path)} is a folder: name a stack file, like Pulumi.staging.yaml`
        : `cannot read ${shown(path)}: ${String(error)}`,
    );
  }
}

/** The same for a text that is in no file, or not any more; `name` is what a refusal calls it. */
export function parseStackText(text: string, name: string): StackText {
  const { document, lines, values: whole } = parsed(text.replace(/^\uFEFF/, ""), name);
  const config = property(whole, "config");
  const secretsProvider = property(whole, "secretsprovider");
  return {
    values: typeof config === "object" && config !== null ? withMarkers(config) : {},
    ...(typeof secretsProvider === "string" && { secretsProvider }),
    problems: yamlProblems(document.contents, lines),
  };
}

/** A text as YAML: what it says, and where what it says stands. */
export interface Parsed {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly values: unknown;
}

/** Reads a text as YAML; fails when it is none. */
export function parsed(text: string, path: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2", logLevel: "error" });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new UserError(printable(`${shown(path)}:${line}:${col} is no YAML: ${lowerFirst(error.message)}`));
  }
  return { document, lines, values: valuesOf(document, path) };
}

/** What a document says; an alias may lead nowhere, or to more than anybody has written. */
function valuesOf(document: Document.Parsed, path: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) {
      const says = `${lowerFirst(error.message)}: write values themselves instead of anchors and aliases`;
      throw new UserError(printable(`${shown(path)} is no YAML: ${says}`));
    }
    throw error;
  }
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** The values of the four keys. */
export function blockValues(values: Readonly<Record<string, unknown>>): StackValues {
  const names: readonly BlockName[] = ["app", "release", "environment", "secrets"];
  return Object.fromEntries(
    names.flatMap((name) => (values[`slipway:${name}`] === undefined ? [] : [[name, values[`slipway:${name}`]]])),
  );
}

/** The values with a marker for each `{secure: …}`, which is never decrypted. */
function withMarkers(config: object): Record<string, unknown> {
  const mark = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value !== "object" || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => mark(item, [...path, `${index}`]));
    }
    return isSecure(value)
      ? `[secret ${path.join(".")}]`
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item, [...path, key])]));
  };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, mark(value, [key])]));
}

function isSecure(value: object): boolean {
  return Object.keys(value).length === 1 && typeof property(value, "secure") === "string";
}

/** A path as people write it: from where they are, unless it is elsewhere. */
function shown(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith("..") ? path : fromHere;
}

/** `value[key]` where there is such a thing. */
function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
