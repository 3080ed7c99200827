import assert from "node:assert/strict";
import { slipway } from "../support/slipway.ts";

describe("slipway ci place", () => {
  it("says where a job works on a stack, from its file alone", async () => {
    const { stdout } = await slipway(["ci", "place", "staging", "--json"]);
    const { role, region, account } = JSON.parse(stdout);
    assert.deepEqual(
      [role, region, account],
      ["arn:aws:iam::111111111111:role/harbour-staging-deploy", "eu-north-1", "111111111111"],
    );
    const preview = await slipway(["ci", "place", "production", "--role", "preview"]);
    assert.match(preview.stdout, /^role: +arn:aws:iam::222222222222:role\/harbour-production-preview\n/);
  });

  it("knows two roles and no third", async () => {
    const { stderr, code } = await slipway(["ci", "place", "staging", "--role", "admin"]);
    assert.equal(code, 1);
    assert.match(stderr, /Allowed choices are deploy, preview/);
  });
});
