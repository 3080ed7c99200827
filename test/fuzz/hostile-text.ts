import fc from "fast-check";
import { stringify } from "yaml";
import { canary } from "./hostile.ts";

/** Nine lists of nine aliases each, which mean more than a machine can hold. */
export const bomb = [..."abcdefghi"]
  .map(
    (name, index, names) =>
      `${name}: &${name} [${Array(9)
        .fill(index ? `*${names[index - 1]}` : "x")
        .join(", ")}]`,
  )
  .join("\n");

const snippets = [
  "<<: *base",
  "<<: {a: b}",
  "? {a: b}\n: c",
  "? [a, b]\n: c",
  "key: !!binary aGk=",
  "key: !!js/function 'x'",
  "key: !!python/object/apply:os.system [id]",
  "key: !custom x",
  "key: !!set {a, b}",
  "key: !!timestamp 2026-12-24",
  "key: &anchor x\nother: *anchor",
  "key: *nowhere",
  "&a key: x",
  "config: {}",
  "__proto__: {polluted: true}",
  "constructor: {prototype: {polluted: true}}",
  '"__proto__": [1]',
  "key: 0755",
  "key: 1_000",
  "key: 2026-12-24",
  "key: .nan",
  "key: .inf",
  "key: yes",
  "key: 12:30:45",
  "key: 0x1F",
  "key: 1e3",
  "key: ~",
  "key:",
  "null: x",
  "true: x",
  "1.5: x",
  "key: |\n  text",
  "key: >-\n  folded",
  "key: 'unclosed",
  'key: "unclosed',
  "key: [",
  "key: {",
  "]",
  "\tkey: x",
  "key: @x",
  "key: `x`",
  "- item",
  "x",
  "---",
  "...",
  "--- # two\nkey: x",
  "%YAML 1.1",
  "%TAG ! tag:x,2000:",
  "key: \u0000",
  "\u0000",
  "key: \u0085",
  "\uFEFFkey: x",
  "# comment only",
  "\r",
  "key: x\rother: y",
  `deep: ${"[".repeat(5000)}`,
  `deep: ${"{a: ".repeat(3000)}`,
  `deep: ${"- ".repeat(3000)}x`,
  `deep: ${"[".repeat(2000)}${"]".repeat(2000)}`,
  `deep: ${"{a: ".repeat(1500)}x${"}".repeat(1500)}`,
  `${"a".repeat(2000)}: x`,
  `key: ${"x".repeat(300_000)}`,
  bomb,
  `key: {secure: ${canary}}`,
  `secure: ${canary}`,
  `- secure: ${canary}`,
  `API_KEY: ${canary}`,
  `password: ${canary}`,
  `key: [{secure: ${canary}}, x]`,
];

/** A file with something in its text that a writer of YAML may put there: an anchor, a tag, a bomb, half a line. */
export function withHostileText(file: object): fc.Arbitrary<string> {
  const lines = stringify(file, { lineWidth: 0 }).split("\n");
  const at = fc.nat({ max: lines.length - 1 });
  const broken = fc.tuple(at, fc.constantFrom(...snippets)).map(([line, snippet]) => {
    const indent = /^[ -]*/.exec(lines[line] ?? "")?.[0].replaceAll("-", " ") ?? "";
    const inserted = snippet.split("\n").map((one) => `${indent}${one}`);
    return [...lines.slice(0, line), ...inserted, ...lines.slice(line)].join("\n");
  });
  const cut = fc
    .tuple(at, fc.nat({ max: 60 }))
    .map(([line, column]) => [...lines.slice(0, line), lines[line]?.slice(0, column)].join("\n"));
  const shifted = fc
    .tuple(at, fc.constantFrom(" ", "   ", "\t", "- ", "? ", "! ", "& ", "* ", "@", "%"))
    .map(([line, with_]) => [...lines.slice(0, line), `${with_}${lines[line]}`, ...lines.slice(line + 1)].join("\n"));
  const doubled = at.map((line) => [...lines.slice(0, line), lines[line], ...lines.slice(line)].join("\n"));
  const alone = fc.constantFrom(
    ...snippets,
    "",
    "\n",
    "\uFEFF",
    "[]",
    "null",
    "config:",
    "config: []",
    "config: {slipway:app: {}}",
  );
  const anyText = fc.string({ unit: "binary", maxLength: 200 });
  return fc.oneof(
    { weight: 8, arbitrary: broken },
    { weight: 2, arbitrary: cut },
    { weight: 2, arbitrary: shifted },
    doubled,
    alone,
    anyText,
  );
}
