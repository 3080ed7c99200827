import assert from "node:assert/strict";
import fc from "fast-check";
import { matches } from "../../lib/wildcards.ts";

describe("a pattern", () => {
  it("fits what its letters, stars and question marks stand for, since nothing else in it is special", () => {
    for (const [pattern, text] of [
      ["", ""],
      ["**", ""],
      ["*", "two\nlines"],
      ["s3:Get?bject", "s3:GetObject"],
      ["a*b*c", "a-b-b-c"],
      ["*b?", "abbc"],
      ["a.[b]", "a.[b]"],
    ] as const) {
      assert.ok(matches(pattern, text), `${pattern} does not fit ${text}`);
    }
    for (const [pattern, text] of [
      ["", "a"],
      ["?", ""],
      ["ab*ba", "aba"],
      ["a*b*b*c", "a-b-c"],
      ["main.instance", "main-instance"],
      ["S3:*", "s3:GetObject"],
    ] as const) {
      assert.ok(!matches(pattern, text), `${pattern} fits ${text}`);
    }
  });

  it("fits the same as the regular expression that says it", () => {
    const letters = (units: string) => fc.string({ unit: fc.constantFrom(...units), maxLength: 8 });
    fc.assert(
      fc.property(letters("ab*?"), letters("ab"), (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        assert.equal(matches(pattern, text), expression.test(text));
      }),
    );
  });
});
