import assert from "node:assert/strict";
import { offlineCloud } from "../../cloud/offline.ts";

describe("the cloud of a plan", () => {
  it("checks no secret and says so, because a plan is made without an account", async () => {
    const found = await offlineCloud.secret("arn:aws:secretsmanager:eu-north-1:111111111111:secret:a", { keys: true });
    assert.deepEqual(found, { is: "notChecked", reason: "a plan asks no account" });
  });

  it("refuses everything else, because only hooks of a real run may ask", async () => {
    await assert.rejects(offlineCloud.ringing(["a"]), {
      message: "a plan has no cloud, and was asked which alarms ring: only hooks of a real run may ask",
    });
  });
});
