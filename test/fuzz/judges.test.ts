import assert from "node:assert/strict";
import type { PlannedResource } from "../../plan/plan.ts";
import { canary } from "./hostile.ts";
import { faultsOfPlan, faultsOfRefusal, showsGiven } from "./refusal.ts";
import { differing } from "./same.ts";

const said = 'Pulumi.staging.yaml has 1 problem:\n  slipway:app.name "X": is no name: use lower case';

describe("what the fuzz holds a refusal to", () => {
  it("is the key and what to do, so that a person can mend it", () => {
    assert.deepEqual(faultsOfRefusal(said, ""), []);
    assert.equal(faultsOfRefusal("something is wrong", "").length, 1);
  });

  for (const [what, says] of [
    ["words of JavaScript", `${said} and undefined`],
    ["a trace", `${said}\n  x: at\n    at Object.<anonymous>: here`],
    ["what a terminal acts upon", `${said}\u001b[2J`],
    ["what turns a line round", `${said}\u202e`],
    ["the value of a secret", `${said} ${canary}`],
    ["more than anybody reads", `${said}${"x".repeat(70_000)}`],
  ] as const) {
    it(`is not ${what}`, () => assert.notDeepEqual(faultsOfRefusal(says, ""), []));
  }

  it("lets the file's own words come back, which are no words of ours", () =>
    assert.deepEqual(faultsOfRefusal(`${said} undefined`, "name: undefined"), []));
});

describe("what the fuzz holds a plan to", () => {
  it("is that it prints as it is meant, in lines", () => {
    assert.deepEqual(faultsOfPlan("one\ntwo", ""), []);
    assert.equal(faultsOfPlan("one\rtwo", "").length, 1);
    assert.equal(faultsOfPlan("api: [object Object]", "").length, 1);
  });

  it("is that it shows no value that the file gives as a secret, where the file does not show it too", () => {
    assert.equal(showsGiven(`x ${canary}`, `"secure": "${canary}"`), true);
    assert.equal(showsGiven(`x ${canary}`, `secure: ${canary}\nNOTE: ${canary}`), false);
    assert.equal(showsGiven("x", `secure: ${canary}`), false);
  });

  it("is that the second is the first: nothing more, nothing less, nothing otherwise", () => {
    const one = { urn: "urn:a", path: "a", inputs: { size: 1 } } as unknown as PlannedResource;
    const other = { urn: "urn:b", path: "b", inputs: {} } as unknown as PlannedResource;
    assert.deepEqual(differing([one, other], [other, one]), []);
    assert.deepEqual(differing([one, other], [one]), ["b"]);
    assert.deepEqual(differing([one], [one, other]), ["b"]);
    assert.deepEqual(differing([one], [{ ...one, inputs: { size: 2 } }]), ["a"]);
  });
});
