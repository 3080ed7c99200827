import assert from "node:assert/strict";
import { checkInputs } from "../../sandbox/check.ts";
import { modelOf } from "../../sandbox/models/registry.ts";
import { specOf } from "../../sandbox/spec/spec.ts";

const type = "aws:ec2/vpc:Vpc";

function refusals(inputs: Record<string, unknown>): string[] {
  const [model, spec] = [modelOf(type), specOf(type)];
  assert(model && spec);
  return checkInputs({ type, model, spec, inputs: { cidrBlock: "10.0.0.0/16", ...inputs } }).map(
    ({ reason }) => reason,
  );
}

describe("checkInputs", () => {
  it("takes what AWS takes", () => {
    assert.deepEqual(refusals({ tags: { "slipway:resource": "staging/Vpc/network-vpc" } }), []);
  });

  it("refuses a tag that AWS would refuse at the create, when half of the stack is there", () => {
    assert.deepEqual(refusals({ tags: { route: "/api/*" } }), [
      'tag route is "/api/*": AWS takes letters, digits, spaces and _.:/=+-@, at most 128 in a key and 256 in a value',
    ]);
    assert.equal(refusals({ tags: { long: "x".repeat(257) } }).length, 1);
  });

  it("refuses an input that the provider does not have, which it would silently drop", () => {
    assert.deepEqual(refusals({ cidr: "10.0.0.0/16" }), [
      "aws:ec2/vpc:Vpc has no input cidr (known inputs are in sandbox/spec/)",
    ]);
  });

  it("takes no input for absent that is only not known yet, and still refuses by what is known", () => {
    const permission = "aws:lambda/permission:Permission";
    const [model, spec] = [modelOf(permission), specOf(permission)];
    assert(model && spec);
    const inputs = { function: "depth", action: "lambda:InvokeFunction", principal: "events.amazonaws.com" };
    const check = (changed: object, ...unknown: string[]) =>
      checkInputs({ type: permission, model, spec, inputs: { ...inputs, ...changed }, unknown: new Set(unknown) });
    assert.match(check({})[0]?.reason ?? "", /names neither sourceArn nor sourceAccount/);
    assert.deepEqual(check({}, "sourceArn"), []);
    assert.match(check({ action: "start it" }, "sourceArn")[0]?.reason ?? "", /action/);
  });
});
