import assert from "node:assert/strict";
import { finderOf } from "../../cloud/aws/find.ts";
import { findable, wantedFrom, whyNotFound } from "../../cloud/findable.ts";
import { isLookedFor } from "../../cloud/github/find.ts";
import { allModels } from "../../sandbox/models/registry.ts";

describe("what can be found", () => {
  for (const [type, { by, why }] of Object.entries(findable)) {
    it(`${type} has ${by === "never" ? "no finder, and says why" : "a finder"}`, async () => {
      const hasFinder = type.startsWith("github:") ? isLookedFor(type) : (await finderOf(type)) !== undefined;
      assert.equal(hasFinder, by !== "never");
      assert.ok(by !== "never" || why);
    });
  }

  it("is every type that the sandbox has a model of, so that none is forgotten when a create is cut off", () => {
    const types = allModels.map(({ type }) => type).filter((type) => !type.startsWith("pulumi:providers:"));
    assert.deepEqual(
      types.filter((type) => !findable[type]),
      [],
    );
  });

  it("is asked for by the input that holds its name, its own tag and what the state holds", () => {
    const inputs = {
      identifier: "shop-staging-main",
      tags: { app: "shop", "slipway:resource": "staging/Instance/main" },
    };
    assert.deepEqual(wantedFrom("aws:rds/instance:Instance", inputs, ["old"]), {
      type: "aws:rds/instance:Instance",
      name: "shop-staging-main",
      tag: { key: "slipway:resource", value: "staging/Instance/main" },
      inputs,
      known: ["old"],
    });
  });

  it("has no name and no tag when its inputs have none", () => {
    const inputs = { routeTableId: "rtb-1" };
    assert.deepEqual(wantedFrom("aws:ec2/route:Route", inputs, []), { type: "aws:ec2/route:Route", inputs, known: [] });
  });

  it("does not hold a type that nobody declared, and says where to add it", () => {
    assert.equal(
      whyNotFound("aws:kinesis/stream:Stream"),
      "the type aws:kinesis/stream:Stream has no finder: add one line to cloud/findable.ts and one in cloud/aws/finders",
    );
  });
});
