import { isMap, isScalar, type Pair, type ParsedNode, parseDocument, type YAMLMap } from "yaml";

import { UserError } from "../../lib/user-error.ts";
import { takenFor } from "../ambiguous-scalar.ts";

type Map = YAMLMap.Parsed<ParsedNode, ParsedNode | null>;
type Entry = Pair<ParsedNode, ParsedNode | null>;

/** The mapping at a path of a text; `undefined` where there is none. */
export function mapAt(plain: string, path: readonly string[]): Map | undefined {
  const { contents } = parseDocument(plain, { keepSourceTokens: true, version: "1.2" });
  let node: ParsedNode | null | undefined = contents;
  for (const key of path) {
    node = isMapping(node) ? entryOf(node, key)?.value : undefined;
  }
  return isMapping(node) ? node : undefined;
}

function isMapping(node: ParsedNode | null | undefined): node is Map {
  return isMap(node);
}

/** An entry of a mapping, by its key. */
export function entryOf(map: Map | undefined, name: string): Entry | undefined {
  return map?.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

/** A key as it is written: in quotes where some readers of YAML take it for something else. */
export function keyText(name: string): string {
  return takenFor(name) === undefined ? name : JSON.stringify(name);
}

/** Writes a value of one line at a path whose mapping is there: in place of the old one, or behind the last entry. */
export function withEntry(plain: string, path: readonly string[], value: string): string {
  const name = path.at(-1) ?? "";
  const map = mapAt(plain, path.slice(0, -1));
  const entry = entryOf(map, name);
  if (!map || !entry) {
    return withNewEntry(plain, path.slice(0, -1), `${keyText(name)}: ${value}`);
  }
  const [start, end] = valueRange(plain, entry);
  if (plain.slice(start, end).includes("\n")) {
    throw new UserError(`${shown(path)} is written over several lines: write it on one, and run this again`);
  }
  const apart = start === end && plain[start - 1] === ":" ? " " : "";
  return `${plain.slice(0, start)}${apart}${value}${plain.slice(end)}`;
}

/** Puts an entry behind the last one of a mapping; lines below its first are further in by themselves. */
export function withNewEntry(plain: string, path: readonly string[], entry: string): string {
  const map = mapAt(plain, path);
  if (!map) {
    throw new UserError(`${shown(path)} is no mapping: write its keys below it, and run this again`);
  }
  const last = map.items.at(-1);
  if (map.flow) {
    const at = last ? endOf(plain, last) : map.range[0] + 1;
    return `${plain.slice(0, at)}${last ? ", " : ""}${entry}${plain.slice(at)}`;
  }
  const indent = " ".repeat(indentOf(plain, map));
  const at = lineEnd(plain, last ? endOf(plain, last) : map.range[0]);
  return `${plain.slice(0, at)}${entry.replace(/^(?=.)/gm, indent)}\n${plain.slice(at)}`;
}

/** Removes one entry of several: its lines, or in braces the text of it with one comma. */
export function withoutEntry(plain: string, path: readonly string[]): string {
  const map = mapAt(plain, path.slice(0, -1));
  const entry = entryOf(map, path.at(-1) ?? "");
  if (!map || !entry) {
    return plain;
  }
  const [start, end] = [entry.key.range[0], endOf(plain, entry)];
  if (!map.flow) {
    return `${plain.slice(0, plain.lastIndexOf("\n", start) + 1)}${plain.slice(lineEnd(plain, end))}`;
  }
  const index = map.items.indexOf(entry);
  const next = commaBefore(map.items[index + 1]);
  if (next !== undefined) {
    return `${plain.slice(0, start)}${plain.slice(next + 1).replace(/^ +/, "")}`;
  }
  const comma = commaBefore(entry) ?? start;
  const comments = plain.slice(comma + 1, start);
  return `${plain.slice(0, comma)}${comments.trim() === "" ? "" : comments}${plain.slice(end)}`;
}

/** A path as the messages of a stack file name it. */
function shown(path: readonly string[]): string {
  return path.filter((key, depth) => depth > 0 || key !== "config").join(".");
}

/** Columns before the keys of a mapping. */
export function indentOf(plain: string, map: Map): number {
  const start = map.items[0]?.key.range[0] ?? 0;
  return start - (plain.lastIndexOf("\n", start - 1) + 1);
}

/** Where the text of an entry ends. */
export function endOf(plain: string, entry: Entry): number {
  return valueRange(plain, entry)[1];
}

/** Where a value stands, without the line that a text of several lines ends with; an empty one stands behind its colon. */
function valueRange(plain: string, { key, value }: Entry): readonly [number, number] {
  const [start, end] = value?.range ?? [key.range[1], key.range[1]];
  return [start, start + plain.slice(start, end).trimEnd().length];
}

/** Where the line ends that this is in, behind its comment. */
function lineEnd(plain: string, offset: number): number {
  const end = plain.indexOf("\n", offset);
  return end === -1 ? plain.length : end + 1;
}

function commaBefore(entry: Entry | undefined): number | undefined {
  return entry?.srcToken?.start.find(({ type }) => type === "comma")?.offset;
}
