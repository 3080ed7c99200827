import assert from "node:assert/strict";
import { sentenceOf } from "../../cli/sentence-of.ts";
import { Refusal, UserError } from "../../lib/user-error.ts";

describe("what a person is told of an error", () => {
  it("is its message alone where they can mend it, because our code is not where", () => {
    assert.equal(
      sentenceOf(new UserError("there is no stack x: use staging"), false),
      "there is no stack x: use staging",
    );
    assert.equal(sentenceOf(new Refusal("held since noon"), false), "held since noon");
  });

  it("says how to see more where nobody has foreseen it", () => {
    const says = "cannot read x\n(SLIPWAY_DEBUG=1 shows where it happened)";
    assert.equal(sentenceOf(new TypeError("cannot read x"), false), says);
    assert.equal(sentenceOf("as it is", false), "as it is");
  });

  it("has where it happened with SLIPWAY_DEBUG", () => {
    assert.match(sentenceOf(new UserError("no stack"), true), /^UserError: no stack\n {4}at /);
  });
});
