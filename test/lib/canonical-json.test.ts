import assert from "node:assert/strict";
import { parse } from "yaml";
import { canonicalJson } from "../../lib/canonical-json.ts";

describe("canonical JSON", () => {
  it("sorts keys at every level and leaves lists in their order, so that one value has one text", () => {
    assert.equal(
      canonicalJson({ b: [{ d: 1, c: 2 }, 3], a: { f: null, e: true } }),
      '{"a":{"e":true,"f":null},"b":[{"c":2,"d":1},3]}',
    );
    assert.equal(canonicalJson({ "10": 1, "9": 2, é: 3, z: 4 }), '{"10":1,"9":2,"z":4,"é":3}');
  });

  it("is the same for YAML in blocks and in flow style, since a formatter is no change", () => {
    const block = parse('app:\n  routes:\n    - /api/*\n    - "api/*"\n  port: 8000\n  on: "yes"\n');
    const flow = parse('{app: {"on": "yes", port: 8000, routes: [/api/*, "api/*"]}}');
    assert.equal(canonicalJson(block), canonicalJson(flow));
  });

  it("tells a number from its text, and nothing from a key that is not there", () => {
    const texts = [17, "17", true, "true", null, "", [], {}, { a: null }].map(canonicalJson);
    assert.equal(new Set(texts).size, texts.length);
  });

  it("leaves out what is undefined, as JSON does", () => {
    assert.equal(canonicalJson({ a: undefined, b: 1 }), '{"b":1}');
  });

  it("refuses what JSON would write as null, because two values would have one text", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 10n, [undefined], () => 1]) {
      assert.throws(() => canonicalJson(value), /cannot be written as JSON/);
    }
  });
});
