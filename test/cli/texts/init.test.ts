import assert from "node:assert/strict";

import { initText } from "../../../cli/texts/init.ts";

describe("what slipway init says comes next", () => {
  const made = { name: "shop", files: [], findings: { mapped: [], assumed: [], left: [] }, given: [] };
  const accepts = "UPDATE_EXPECTED=1 npm test -- test/program.test.ts";

  it("accepts what the stacks declare in a checkout of its own alone, because no test compares another folder", () => {
    assert.ok(initText({ ...made, isOfCheckout: true }, [], undefined).includes(`\n  ${accepts}   what the stacks`));
    assert.ok(!initText({ ...made, isOfCheckout: false }, [], undefined).includes(accepts));
  });
});
