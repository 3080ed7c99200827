import assert from "node:assert/strict";
import { didYouMean } from "../../lib/did-you-mean.ts";

describe("didYouMean", () => {
  const names = ["api", "worker", "nightly", "retentionDays"];

  for (const [word, meant] of [
    ["ap", "api"],
    ["wroker", "worker"],
    ["retentonDays", "retentionDays"],
    ["Nightly", "nightly"],
    ["nig", "nightly"],
  ] as const) {
    it(`finds ${meant} behind ${word}`, () => assert.equal(didYouMean(word, names), meant));
  }

  for (const word of ["database", "x", "web", ""]) {
    it(`finds nothing behind "${word}", since a wrong guess is worse than none`, () => {
      assert.equal(didYouMean(word, names), undefined);
    });
  }

  it("takes the nearest, and of two as near the first by name", () => {
    assert.equal(didYouMean("mian", ["mean", "main"]), "main");
    assert.equal(didYouMean("bat", ["cat", "bar"]), "bar");
  });
});
