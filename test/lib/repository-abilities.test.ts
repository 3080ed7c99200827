import assert from "node:assert/strict";
import { repositoryAbilities } from "../../lib/repository-abilities.ts";

const plans = ["free", "pro", "team", "enterprise"] as const;

/** What there is on each plan, in order. */
function there(ability: keyof ReturnType<typeof repositoryAbilities>, visibility: "public" | "private"): boolean[] {
  return plans.map((plan) => repositoryAbilities({ visibility, plan })[ability]);
}

describe("what GitHub does for a repository", () => {
  it("is all in public, whatever the plan", () => {
    for (const ability of ["gates", "approval", "actionPatterns", "attestations", "secretScanning"] as const) {
      assert.deepEqual(there(ability, "public"), [true, true, true, true], ability);
    }
  });

  it("is less in private, as its owner pays less", () => {
    assert.deepEqual(there("gates", "private"), [false, true, true, true]);
    assert.deepEqual(there("approval", "private"), [false, false, false, true]);
    assert.deepEqual(there("actionPatterns", "private"), [false, false, false, true]);
    assert.deepEqual(there("attestations", "private"), [false, false, false, true]);
    assert.deepEqual(there("secretScanning", "private"), [false, false, false, false]);
  });
});
