import assert from "node:assert/strict";
import { picks } from "./filter-pattern.ts";

describe("the evaluator of filter patterns", () => {
  const event = { a: { b: [{ name: "x", code: 0 }] } };

  it("binds && closer than ||, and goes into lists", () => {
    assert.equal(picks('{ $.a.b[0].code = 1 && $.a.b[0].name = "y" || $.a.b[0].name = "x" }', event, false), true);
    assert.equal(picks('{ $.a.b[0].code = 1 && ($.a.b[0].name = "y" || $.a.b[0].name = "x") }', event, true), false);
  });

  it("leaves open what a missing field differs from", () => {
    assert.equal(picks("{ $.a.b[1].code != 0 }", event, false), false);
    assert.equal(picks("{ $.a.b[1].code != 0 }", event, true), true);
    assert.equal(picks("{ $.a.b[1].code = 0 }", event, true), false);
  });

  it("refuses what it does not know instead of guessing", () => {
    for (const pattern of ["{ $.a = 1", "{ $.a > 1 }", "{ $.a = 1 } x", "ERROR"]) {
      assert.throws(() => picks(pattern, event, false), new RegExp(pattern.slice(0, 3).replace(/[${]/g, "\\$&")));
    }
  });
});
