import assert from "node:assert/strict";
import { pullThroughCredentials, readRegistryCredentials } from "../../lib/registry-credentials.ts";

const given = { username: "octocat", password: "ghp_canary" };

describe("readRegistryCredentials", () => {
  it("reads what ECS takes in a secret, and drops what else is in there", () => {
    assert.deepEqual(readRegistryCredentials(JSON.stringify({ ...given, email: "a@example.com" })), given);
  });

  for (const text of ["", "ghp_canary", "null", "[]", '{"username":"octocat"}', '{"username":"","password":"x"}']) {
    it(`does not take ${text || "nothing"} for credentials`, () => {
      assert.equal(readRegistryCredentials(text), undefined);
    });
  }
});

describe("pullThroughCredentials", () => {
  it("calls the password what ECR looks for", () => {
    assert.deepEqual(JSON.parse(pullThroughCredentials(given)), { username: "octocat", accessToken: "ghp_canary" });
  });
});
