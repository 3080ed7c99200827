import assert from "node:assert/strict";
import { firstFew } from "../../lib/first-few.ts";

describe("the first few of many names", () => {
  it("are told with how many more there are, so that nobody takes them for all", () => {
    assert.equal(firstFew(["a", "b", "c"], 2), "a, b and 1 more");
  });

  it("are all of them where they fit, and nothing where there is none", () => {
    assert.deepEqual([firstFew(["a", "b"], 2), firstFew([], 2)], ["a, b", ""]);
  });
});
