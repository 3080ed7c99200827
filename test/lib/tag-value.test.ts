import assert from "node:assert/strict";
import { tagValue } from "../../lib/tag-value.ts";

describe("tagValue", () => {
  it("is the text itself when AWS takes it, so that people find a thing by what they know", () => {
    assert.equal(tagValue("staging/ListenerRule/api-route-@/v1"), "staging/ListenerRule/api-route-@/v1");
  });

  it("has no character that AWS refuses, or every create of such a resource would fail", () => {
    assert.match(
      tagValue("staging/ListenerRule/api-route-/api/*?$&~"),
      /^staging\/ListenerRule\/api-route-\/api\/_____-[0-9a-f]{6}$/,
    );
  });

  it("stays within 256 characters", () => {
    assert.equal(tagValue("x".repeat(300)).length, 256);
    assert.equal(tagValue("x".repeat(256)), "x".repeat(256));
  });

  it("keeps two texts apart that differ only in what was replaced or cut, since a tag says which resource it is", () => {
    assert.notEqual(tagValue("/a*"), tagValue("/a?"));
    assert.notEqual(tagValue(`${"x".repeat(256)}1`), tagValue(`${"x".repeat(256)}2`));
  });
});
