import assert from "node:assert/strict";
import { commonPath, contains } from "../../lib/path-pattern.ts";

/** Every pattern of up to three characters of `a`, `b`, `*` and `?`. */
const patterns = [1, 2, 3].flatMap((length) => textsOf(["a", "b", "*", "?"], length));
/** Every text of up to five characters, with one that no pattern spells out: long enough to tell all patterns apart. */
const texts = [0, 1, 2, 3, 4, 5].flatMap((length) => textsOf(["a", "b", "z"], length));
const matched = new Map(
  patterns.map((pattern) => [pattern, new Set(texts.filter((text) => regular(pattern).test(text)))]),
);

function textsOf(characters: readonly string[], length: number): string[] {
  return length === 0
    ? [""]
    : textsOf(characters, length - 1).flatMap((text) => characters.map((character) => `${text}${character}`));
}

function regular(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}

function of(pattern: string): ReadonlySet<string> {
  return matched.get(pattern) ?? new Set();
}

function pairs(): [string, string][] {
  return patterns.flatMap((one) => patterns.map((other): [string, string] => [one, other]));
}

describe("contains", () => {
  it("agrees with trying every short text on every pair of short patterns", () => {
    const wrong = pairs().filter(
      ([outer, inner]) => contains(outer, inner) !== [...of(inner)].every((text) => of(outer).has(text)),
    );
    assert.deepEqual(wrong, []);
  });

  it("knows patterns of the length that the load balancer takes", () => {
    const long = `/${"ab".repeat(60)}`;
    assert.equal(contains("/*a*b*a*b*", long), true);
    assert.equal(contains("/*?b*?b*", `${long}c`), true);
    assert.equal(contains("/*c*", long), false);
  });

  it("tells upper from lower case, as the load balancer does", () => assert.equal(contains("/Api/*", "/api/x"), false));
});

describe("commonPath", () => {
  it("agrees with trying every short text on every pair of short patterns", () => {
    const wrong = pairs().filter(([one, other]) => {
      const path = commonPath(one, other);
      const isCommon = path !== undefined && regular(one).test(path) && regular(other).test(path);
      return isCommon !== [...of(one)].some((text) => of(other).has(text));
    });
    assert.deepEqual(wrong, []);
  });

  it("shows a path that people can try", () => {
    assert.equal(commonPath("/*/admin", "/api/*"), "/api/admin");
    assert.equal(commonPath("/api/*", "/web/*"), undefined);
  });
});
