import { Document, isCollection, isScalar } from "yaml";

import { at, type Path } from "../path.ts";
import { endOf, entryOf, indentOf, keyText, mapAt, withNewEntry, withoutEntry } from "./entry.ts";
import { shifted } from "./shifted.ts";
import { refuseOther, valuesIn, withValueAt } from "./values-in.ts";

const block = "slipway:app";

/**
 * Adds entries of a newer app's text to an older one, such as `["databases", "orders"]`, each with the comments right
 * above it. The rest of the older text stays as it is, and so does what it has of them itself.
 */
export function withKept(app: string, from: string, keys: readonly Path[], file: string): string {
  return keys.reduce<string>((older, key) => {
    const [group = "", name = ""] = key.map(String);
    const values = valuesIn(older, file);
    if (at(values, [block, group, name]) !== undefined) {
      return older;
    }
    const kept = at(valuesIn(from, file), [block, group, name]);
    const changed = withOne(older, from, group, name, kept);
    refuseOther(changed, withValueAt(values, [block, group, name], kept), `${group}.${name} of the newer app`, file);
    return changed;
  }, app);
}

/** Takes one key out of an app's text, such as `["databases", "orders", "migrate"]`. */
export function withoutKey(app: string, key: Path, file: string): string {
  const path = [block, ...key.map(String)];
  const changed = withoutEntry(app, path);
  refuseOther(changed, withValueAt(valuesIn(app, file), path, undefined), `the app without ${key.join(".")}`, file);
  return changed;
}

function withOne(older: string, from: string, group: string, name: string, kept: unknown): string {
  const there = mapAt(older, [block, group]);
  const isFlow = there?.flow ?? mapAt(older, [block])?.flow ?? false;
  const entry =
    (isFlow ? undefined : entryLines(from, group, name)) ?? `${keyText(name)}: ${onOneLine(from, group, name, kept)}`;
  if (there) {
    return withNewEntry(older, [block, group], entry);
  }
  return withNewEntry(older, [block], isFlow ? `${group}: {${entry}}` : `${group}:\n${shifted(entry, 2)}`);
}

/** The lines of an entry with the comments right above it, from the first column on; none where it is in braces. */
function entryLines(text: string, group: string, name: string): string | undefined {
  const map = mapAt(text, [block, group]);
  const entry = entryOf(map, name);
  if (!map || !entry || map.flow) {
    return undefined;
  }
  const indent = indentOf(text, map);
  const start = text.lastIndexOf("\n", entry.key.range[0]) + 1;
  const above = text.slice(0, start).split("\n").slice(0, -1);
  const first = above.findLastIndex((line) => !/^ *#/.test(line) || line.search(/\S/) > indent) + 1;
  const end = text.indexOf("\n", endOf(text, entry));
  return shifted([...above.slice(first), text.slice(start, end)].join("\n"), -indent);
}

/** A value on one line: as it is written, if that is one. */
function onOneLine(text: string, group: string, name: string, value: unknown): string {
  const entry = entryOf(mapAt(text, [block, group]), name);
  const node = entry?.value;
  const written = entry && node ? text.slice(node.range[0], endOf(text, entry)) : "";
  if (!written.includes("\n") && (isScalar(node) || (isCollection(node) && node.flow))) {
    return written;
  }
  const document = new Document();
  document.contents = document.createNode(value, { flow: true });
  const quoted = { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" } as const;
  return document.toString({ ...quoted, flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
