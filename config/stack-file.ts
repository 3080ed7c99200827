import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Document, LineCounter, type ParsedNode, parse, parseDocument } from "yaml";

import { UserError } from "../lib/user-error.ts";
import type { BlockName } from "./blocks.ts";
import { check, type Sibling } from "./check.ts";
import type { StackValues } from "./parse.ts";
import { formatProblems, type Problem } from "./problem.ts";
import { yamlProblems } from "./yaml-problems.ts";

/** A stack file as the engine would hand it to the program, secrets as markers. */
export interface StackFile {
  readonly path: string;
  /** Name in the `Pulumi.yaml` beside it. */
  readonly project: string;
  /** From its name: `Pulumi.<stack>.yaml`. */
  readonly stack: string;
  /** Objects as JSON, for `PULUMI_CONFIG`. */
  readonly config: Readonly<Record<string, string>>;
  /** For `PULUMI_CONFIG_SECRET_KEYS`. */
  readonly secretKeys: readonly string[];
}

/** A stack file that parses: its values, and what is wrong with how they are written. */
export interface StackText {
  readonly values: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

const stackFileName = /^Pulumi\.(.+)\.ya?ml$/;

/** Reads a stack file without an engine; refuses what is wrong with its text, together with all that is wrong in it. */
export function readStackFile(path: string): StackFile {
  const { values, problems } = readStackText(path);
  const stack = stackOf(path);
  if (problems.length > 0) {
    const checked = check(blockValues(values), { stack, siblings: siblingsOf(path) });
    throw new UserError(
      formatProblems(merged(problems, "problems" in checked ? checked.problems : []), basename(path)),
    );
  }
  return {
    path,
    project: projectOf(path),
    stack,
    config: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, asConfig(value)])),
    secretKeys: Object.keys(values).filter((key) => holdsSecret(values[key])),
  };
}

/** Problems of the text first; where a value is told wrong already, not once more. */
export function merged(first: readonly Problem[], second: readonly Problem[]): Problem[] {
  const told = new Set(first.map(({ key }) => key));
  return [...first, ...second.filter(({ key }) => !told.has(key))];
}

/** Reads the text of a stack file; fails only when it is not there or does not parse. */
export function readStackText(path: string): StackText {
  const lines = new LineCounter();
  const document = parsed(readText(path), path, lines);
  const whole: unknown = document.toJS();
  const config = property(whole, "config");
  return {
    values: typeof config === "object" && config !== null ? withMarkers(config) : {},
    problems: yamlProblems(document.contents, lines),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const here = stacksIn(dirname(path));
    const known = here.length > 0 ? `stacks here are ${here.join(", ")}` : "there is none in this folder";
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw new UserError(isMissing ? `no stack file ${path}: ${known}` : `cannot read ${path}: ${String(error)}`);
  }
}

function parsed(text: string, path: string, lines: LineCounter): Document.Parsed<ParsedNode> {
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
  const error = document.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const says = `${error.message.charAt(0).toLowerCase()}${error.message.slice(1)}`;
    throw new UserError(`${path}:${line}:${col} is no YAML: ${says}`);
  }
  return document;
}

/** The values of the four keys. */
export function blockValues(values: Readonly<Record<string, unknown>>): StackValues {
  const names: readonly BlockName[] = ["app", "release", "environment", "secrets"];
  return Object.fromEntries(
    names.flatMap((name) => (values[`slipway:${name}`] === undefined ? [] : [[name, values[`slipway:${name}`]]])),
  );
}

/** What stands for a secret that is not decrypted. */
function marker(path: readonly string[]): string {
  return `[secret ${path.join(".")}]`;
}

/** The values with a marker for each `{secure: …}`. */
function withMarkers(config: object): Record<string, unknown> {
  const mark = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value !== "object" || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => mark(item, [...path, `${index}`]));
    }
    return isSecure(value)
      ? marker(path)
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mark(item, [...path, key])]));
  };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, mark(value, [key])]));
}

function isSecure(value: object): boolean {
  return Object.keys(value).length === 1 && typeof property(value, "secure") === "string";
}

function holdsSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(holdsSecret)
    : typeof value === "string" && value.startsWith("[secret ");
}

/** As the engine writes it: text as it is, everything else as JSON with its keys in order. */
function asConfig(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(sorted)
    : Object.fromEntries(
        Object.keys(value)
          .toSorted()
          .map((key) => [key, sorted(property(value, key))]),
      );
}

function stackOf(path: string): string {
  const stack = stackFileName.exec(basename(path))?.[1];
  if (stack === undefined) {
    throw new UserError(`${path} is no stack file: name it Pulumi.<stack>.yaml`);
  }
  return stack;
}

/** Stacks whose files are in a folder. */
export function stacksIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => stackFileName.exec(name)?.[1] ?? [])
      .toSorted();
  } catch {
    return [];
  }
}

function projectOf(path: string): string {
  const file = join(dirname(path), "Pulumi.yaml");
  const name = property(parsedOrNothing(file), "name");
  if (typeof name !== "string") {
    throw new UserError(`no project beside ${path}: put a Pulumi.yaml with a name there`);
  }
  return name;
}

/** The other stacks beside a stack file. What does not parse is another stack's problem. */
export function siblingsOf(path: string): Sibling[] {
  const folder = dirname(path);
  return stacksIn(folder)
    .filter((stack) => `Pulumi.${stack}.yaml` !== basename(path))
    .map((stack) => {
      const config = property(parsedOrNothing(join(folder, `Pulumi.${stack}.yaml`)), "config");
      const aws = property(property(config, "slipway:environment"), "aws");
      const accountId = property(aws, "accountId");
      const owner = property(aws, "sharedAccountOwner");
      return {
        stack,
        ...(typeof accountId === "string" && { accountId }),
        ...(typeof owner === "boolean" && { sharedAccountOwner: owner }),
      };
    });
}

function parsedOrNothing(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
