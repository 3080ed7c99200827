import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway wake", () => {
  it("says that a stack that never sleeps needs no waking, and calls nobody", async () => {
    const { code, stdout, stderr } = await slipway(["wake", "production"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [1, "", "production never sleeps, so there is nothing to wake: environment.cost.sleep is not set\n"],
    );
  });
});
