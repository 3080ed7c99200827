import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway doctor", () => {
  it("says which stacks there are where somebody types another one, and asks nobody", async () => {
    const { code, stdout, stderr } = await slipway(["doctor", "stagng"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [1, "", 'no stack "stagng": stacks here are production, staging (did you mean "staging"?)\n'],
    );
  });
});
