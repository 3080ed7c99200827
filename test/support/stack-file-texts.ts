import fc from "fast-check";

/** A line as the generator knows it: where it begins, and what it says; blank ones say nothing. */
export interface Line {
  readonly column: number;
  readonly says: string;
}

/** Some lines of a stack file, and whose they are. */
export interface Part {
  readonly of: "app" | "release" | "other";
  readonly lines: readonly Line[];
}

/** A stack file in parts, and how an editor would write it. */
export interface GeneratedFile {
  readonly parts: readonly Part[];
  readonly indent: number;
  readonly how: { readonly mark: boolean; readonly crlf: boolean; readonly newline: boolean };
}

/** Text of the lines. */
export function textOf(lines: readonly Line[]): string {
  return lines.map(({ column, says }) => `${" ".repeat(column)}${says}\n`).join("");
}

/** The whole file, as its bytes are. */
export function fileText({ parts, how }: GeneratedFile): string {
  const plain = textOf(parts.flatMap(({ lines }) => lines));
  const ended = how.newline ? plain : plain.replace(/\n$/, "");
  return `${how.mark ? "\uFEFF" : ""}${how.crlf ? ended.replaceAll("\n", "\r\n") : ended}`;
}

/** Lines of a block in a file that indents otherwise. */
export function movedBy(lines: readonly Line[], columns: number): Line[] {
  return lines.map(({ column, says }) => ({
    column: says === "" && column === 0 ? 0 : Math.max(0, column + columns),
    says,
  }));
}

const word = fc.constantFrom("api", "web", "worker", "orders", "main", "cache", "batch", "mail");
const remark = fc.constantFrom("# why", "#: {a: b}", '# it\'s "so", [1]', "#", "# slipway:app: no", "# åäö €");
const trailing = fc.option(remark, { nil: undefined, freq: 3 });
const plainScalar = fc.constantFrom("x", "17", "1.25", "true", "it's", "a#b", "ghcr.io/acme/shop", "cron(0 3 * * ? *)");
const quotedScalar = fc.constantFrom('"a # b"', "'it''s'", '"{x: y}"', '"\\u00e5: \\"q\\""', "'# none'", '"sha256:ab"');
const flow = fc.constantFrom(
  "{}",
  "[]",
  '{a: b, c: "d, e"}',
  "[ 1, two, '3' ]",
  "{from: stack.name}",
  "[{b: [c]}, {d: e}]",
);

const line = (column: number, says: string): Line => ({ column, says });
const blank = fc.constantFrom(0, 0, 0, 1, 7).map((column) => line(column, ""));

/** What an entry has before it: nothing, comments at any column further in than the top, or blank lines. */
function above(column: number): fc.Arbitrary<readonly Line[]> {
  const comment = fc.tuple(fc.constantFrom(column, column + 3), remark).map(([at, says]) => line(at, says));
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.array(fc.oneof(comment, blank), { minLength: 1, maxLength: 3 }) },
  );
}

/** The value of a key at `column` on the key's own line, and the lines below it. */
function value(column: number, step: number, depth: number): fc.Arbitrary<{ first: string; below: readonly Line[] }> {
  const simple = fc
    .tuple(fc.oneof(plainScalar, quotedScalar, flow), trailing)
    .map(([scalar, comment]) => ({ first: ` ${scalar}${comment === undefined ? "" : ` ${comment}`}`, below: [] }));
  const multi = fc.constantFrom(
    { first: " {a: b, # one", below: [line(column + 1, "c: [d,"), line(column + 4, "e]}")] },
    { first: ' "one', below: [line(column + step, "two # three"), line(0, ""), line(column + 1, '# four"')] },
    { first: " [", below: [line(column + 2, "a,"), line(0, ""), line(column + 2, "# b"), line(column, "]")] },
  );
  const blockScalar = fc
    .tuple(
      fc.constantFrom("|", "|-", ">", ">-", "|2-", "| # c"),
      fc.constantFrom(
        [line(2, "one")],
        [line(2, "#!/bin/sh"), line(4, "two"), line(0, ""), line(2, "# three")],
        [line(2, "a: b"), line(2, ""), line(5, ""), line(2, "c: d")],
      ),
    )
    .map(([header, lines]) => ({
      first: ` ${header}`,
      below: lines.map(({ column: own, says }) => line(own === 0 ? 0 : column + own, says)),
    }));
  const items = fc
    .array(fc.oneof(plainScalar, quotedScalar, flow, fc.constant("a: b")), { minLength: 1, maxLength: 3 })
    .chain((all) =>
      fc.constantFrom(0, step).map((by) => ({ first: "", below: all.map((one) => line(column + by, `- ${one}`)) })),
    );
  const shallow = [
    { weight: 6, arbitrary: simple },
    { weight: 1, arbitrary: multi },
    { weight: 1, arbitrary: blockScalar },
  ];
  if (depth === 0) {
    return fc.oneof(...shallow);
  }
  const map = mapping(column + step, step, depth - 1).map((below) => ({ first: "", below }));
  // A list may stand right below its key only where that is no key of `config:`; there it would be no mapping.
  return fc.oneof(...shallow, { weight: 1, arbitrary: items }, { weight: 4, arbitrary: map });
}

/** Lines of a mapping whose keys begin at `column`. */
function mapping(column: number, step: number, depth: number): fc.Arbitrary<readonly Line[]> {
  return fc
    .uniqueArray(word, { minLength: 1, maxLength: 4 })
    .chain((keys) =>
      fc.tuple(
        ...keys.map((key) =>
          fc
            .tuple(above(column), value(column, step, depth))
            .map(([before, { first, below }]) => [...before, line(column, `${key}:${first}`), ...below]),
        ),
      ),
    )
    .map((entries) => entries.flat());
}

/** Comments that are a key's own: right above it, and no further in. */
function ownComments(indent: number): fc.Arbitrary<readonly Line[]> {
  const comment = fc.tuple(fc.constantFrom(indent, indent, 0), remark).map(([at, says]) => line(at, says));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(comment, { minLength: 1, maxLength: 2 }) },
  );
}

/** One of our keys with its value and comments, as whole lines. */
function block(name: string, indent: number, step: number): fc.Arbitrary<readonly Line[]> {
  const inBraces = fc.constantFrom(
    [line(indent, `${name}: {a: b, images: {api: "c"}} # d`)],
    [line(indent, `"${name}": {a: b,`), line(indent + 1, "c: d"), line(indent, "}")],
  );
  const inLines = fc
    .tuple(trailing, mapping(indent + step, step, 2), fc.array(remark, { maxLength: 1 }), fc.boolean())
    .map(([comment, below, after, apart]) => [
      line(indent, `${name}:${comment === undefined ? "" : ` ${comment}`}`),
      ...below,
      ...(after.length > 0 && apart ? [line(0, "")] : []),
      ...after.map((says) => line(indent + 1, says)),
    ]);
  return fc
    .tuple(ownComments(indent), fc.oneof({ weight: 1, arbitrary: inBraces }, { weight: 4, arbitrary: inLines }))
    .map(([comments, lines]) => [...comments, ...lines]);
}

/** What stands between two keys and is nobody's. */
function gap(indent: number): fc.Arbitrary<readonly Line[]> {
  const loose = fc.tuple(fc.constantFrom(indent, 0), remark).map(([at, says]) => line(at, says));
  // More blanks would be text, where what is above ends in a text of several lines.
  const empty = fc.constantFrom(0, 0, indent).map((column) => line(column, ""));
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(empty, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.tuple(loose, empty) },
    { weight: 1, arbitrary: fc.tuple(empty, loose, empty) },
  );
}

const keeping = "aws:skipMetadataApiCheck";

const others: Readonly<Record<string, readonly string[]>> = {
  "slipway:environment": ["profile: staging", "# its end"],
  "slipway:secrets": ["API_KEY:", "  secure: AAABAJ"],
  [keeping]: ["text: |+", "  # kept", "", ""],
};

function otherKey(name: string, indent: number, step: number): fc.Arbitrary<readonly Line[]> {
  const below = (others[name] ?? []).map((says) => line(says === "" ? 0 : indent + step, says));
  return ownComments(indent).map((comments) => [...comments, line(indent, `${name}:`), ...below]);
}

/** Stack files as people write them, with the keys given and some others, in any order. */
export function stackFile(ours: readonly ("app" | "release")[] = ["app", "release"]): fc.Arbitrary<GeneratedFile> {
  const layout = fc.record({
    indent: fc.constantFrom(1, 2, 2, 4),
    step: fc.constantFrom(2, 2, 4),
    names: fc
      .tuple(fc.constant(ours), fc.subarray(Object.keys(others), { minLength: 2 - ours.length }))
      .chain(([own, more]) => fc.shuffledSubarray([...own, ...more], { minLength: own.length + more.length })),
    head: fc.constantFrom([], ["# yaml-language-server: $schema=x", "", "encryptionsalt: v1:a="]),
    foot: fc.constantFrom([], ["secretsprovider: awskms://alias/x"], ["# the end"]),
    how: fc.record({ mark: fc.boolean(), crlf: fc.boolean(), newline: fc.boolean() }),
  });
  return layout.chain(({ indent, step, names, head, foot, how }) => {
    const keys = names.map((name) =>
      name === "app" || name === "release"
        ? block(`slipway:${name}`, indent, step).map((lines): Part => ({ of: name, lines }))
        : otherKey(name, indent, step).map((lines): Part => ({ of: "other", lines })),
    );
    // Blank lines behind a text that keeps them are its own.
    const gaps = names.map((name) =>
      (name === keeping ? fc.constant([]) : gap(indent)).map((lines): Part => ({ of: "other", lines })),
    );
    const all = fc.tuple(gap(indent), fc.tuple(...keys), fc.tuple(...gaps));
    return all.map(([first, blocks, between]) => ({
      indent,
      how,
      parts: [
        { of: "other" as const, lines: [...head, "config:"].map((says) => line(0, says)) },
        // A comment that nothing separates from the first key would be its own.
        { of: "other" as const, lines: first.length === 0 ? [] : [...first, line(0, "")] },
        ...blocks.flatMap((own, index) => [own, between[index] ?? { of: "other" as const, lines: [] }]),
        { of: "other" as const, lines: (names.at(-1) === keeping ? ["# the end"] : foot).map((says) => line(0, says)) },
      ],
    }));
  });
}
