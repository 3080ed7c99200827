import assert from "node:assert/strict";
import { millisecondsOf } from "../../lib/duration.ts";

describe("a time that people give", () => {
  it("is a number and its unit, as Docker and Kubernetes write it", () => {
    assert.deepEqual(["90s", "30m", "2h", "3d"].map(millisecondsOf), [90_000, 1_800_000, 7_200_000, 259_200_000]);
  });

  it("is nothing where a unit is missing, unknown or of nothing, because a guess would be a wrong hour", () => {
    for (const text of ["30", "m", "0m", "1.5h", "-1h", "2 h", "1w", "", "1h30m", "9999999s"]) {
      assert.equal(millisecondsOf(text), undefined, text);
    }
  });
});
