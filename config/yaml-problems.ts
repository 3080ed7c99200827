import { isAlias, isCollection, isMap, isScalar, isSeq, type LineCounter, type ParsedNode } from "yaml";

import { breaksFlow, takenFor } from "./ambiguous-scalar.ts";
import { blocks } from "./blocks.ts";
import { formatPath, type Path } from "./path.ts";
import { oneOf, type Problem } from "./problem.ts";

const fileKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];
const blockNames = Object.keys(blocks);
const blockKeys = blockNames.map((name) => `slipway:${name}`);

/** What only the text of a stack file shows: the program gets values, and how they were written is gone. */
export function yamlProblems(contents: ParsedNode | null, lines: LineCounter): Problem[] {
  const walk = new Walk(lines);
  if (contents !== null) {
    walk.file(contents);
  }
  return walk.problems;
}

class Walk {
  readonly problems: Problem[] = [];
  private readonly lines: LineCounter;

  constructor(lines: LineCounter) {
    this.lines = lines;
  }

  file(contents: ParsedNode): void {
    if (!isMap(contents)) {
      this.add(contents, ["the file"], undefined, "is no mapping: write config: and the four slipway: keys below it");
      return;
    }
    for (const { key, value } of contents.items) {
      const name = textOf(key);
      if (!fileKeys.includes(name)) {
        this.add(key, [name], undefined, `unknown key: ${oneOf(name, fileKeys)}`);
      } else if (name === "config" && isMap(value)) {
        this.config(value.items);
      } else if (value !== null) {
        this.aliases(value, [name]);
      }
    }
  }

  private config(items: readonly { key: ParsedNode; value: ParsedNode | null }[]): void {
    for (const { key, value } of items) {
      const name = textOf(key);
      const namespace = name.includes(":") ? name.slice(0, name.indexOf(":")) : "";
      this.configKey(key, name, namespace);
      if (value !== null) {
        this.aliases(value, [name]);
      }
      if (value !== null && name === "slipway:secrets") {
        this.secrets(value, name);
      } else if (value !== null && namespace === "slipway") {
        this.values(value, [name]);
      }
    }
  }

  /** A key of another namespace is another program's, unless it looks like one of ours. */
  private configKey(key: ParsedNode, name: string, namespace: string): void {
    const local = name.slice(namespace === "" ? 0 : namespace.length + 1);
    const isBlock = blockNames.includes(local);
    if (isBlock && namespace !== "slipway") {
      this.add(key, [name], undefined, `is no key of slipway: write slipway:${local}`);
    } else if (!isBlock && (namespace === "slipway" || namespace === "")) {
      this.add(key, [name], undefined, `unknown key: ${oneOf(name, blockKeys)}`);
    }
  }

  /** Names with one encrypted leaf each, and nothing else. */
  private secrets(node: ParsedNode, block: string): void {
    if (isSecure(node)) {
      this.add(node, [block], undefined, "is one secret as a whole: give each name in it its own {secure: …}");
      return;
    }
    for (const { key, value } of isMap(node) ? node.items : []) {
      const path = [block, textOf(key)];
      if (value === null || !isSecure(value)) {
        const set = `pulumi config set --secret --path '${formatPath(path)}'`;
        this.add(key, path, undefined, `is not encrypted: set it with ${set}, and count what stood here as known`);
      }
    }
  }

  /** Values that every reader of YAML takes for the same, and no secret among them. */
  private values(node: ParsedNode, path: Path, around = false): void {
    const inFlow = around || (isCollection(node) && node.flow === true);
    if (isSecure(node)) {
      const [block = ""] = path;
      this.add(node, path, undefined, `a secret makes all of ${block} secret: move it to slipway:secrets`);
    } else if (isMap(node)) {
      for (const { key, value } of node.items) {
        this.scalar(key, [...path, textOf(key)], "name", inFlow);
        if (value !== null) {
          this.values(value, [...path, textOf(key)], inFlow);
        }
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        this.values(item, [...path, index], inFlow);
      }
    } else {
      this.scalar(node, path, "value", inFlow);
    }
  }

  private scalar(node: ParsedNode, path: Path, what: "name" | "value", inFlow: boolean): void {
    if (!isScalar(node) || node.type !== "PLAIN") {
      return;
    }
    const source = node.source ?? "";
    const other = takenFor(source);
    if (other !== undefined) {
      const subject = what === "name" ? "the name " : "";
      const bool = other === "true or false" && what !== "name" ? ", or write true or false where that is meant" : "";
      this.add(node, path, source, `${subject}is ${other} to some readers of YAML: quote it, "${source}"${bool}`);
    } else if (inFlow && breaksFlow(source)) {
      const mark = source.startsWith(":") ? ":" : "?";
      const says = `Pulumi's reader of YAML stops at a ${mark} between braces or brackets: quote it, "${source}"`;
      this.add(node, path, source, says);
    }
  }

  /** Anchors, aliases and tags: what is not written where it stands. */
  private aliases(node: ParsedNode, path: Path): void {
    if (isAlias(node)) {
      this.add(node, path, `*${node.source}`, "is an alias: write the value itself");
      return;
    }
    if (node.anchor !== undefined) {
      this.add(node, path, `&${node.anchor}`, "is an anchor: remove it, and write the value wherever it is used");
    }
    if (node.tag !== undefined) {
      this.add(node, path, node.tag, "is a tag: remove it, and quote what is text");
    }
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (value !== null) {
          this.aliases(value, [...path, textOf(key)]);
        }
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) {
        this.aliases(item, [...path, index]);
      }
    }
  }

  private add(node: ParsedNode, path: Path, value: string | undefined, says: string): void {
    const { line } = this.lines.linePos(node.range[0]);
    this.problems.push({
      key: formatPath(path),
      ...(value !== undefined && { value }),
      says: `${says} (line ${line})`,
    });
  }
}

/** `{secure: text}`, as the engine sees it. */
function isSecure(node: ParsedNode): boolean {
  const [only, ...others] = isMap(node) ? node.items : [];
  return (
    only !== undefined &&
    others.length === 0 &&
    textOf(only.key) === "secure" &&
    isScalar(only.value) &&
    typeof only.value.value === "string"
  );
}

function textOf(key: ParsedNode): string {
  return isScalar(key) ? String(key.source ?? key.value) : "?";
}
