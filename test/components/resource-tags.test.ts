import assert from "node:assert/strict";
import { Network } from "../../components/network.ts";
import { tagResources } from "../../components/resource-tags.ts";
import { isTaggable } from "../../sandbox/spec/spec.ts";
import { at, declareComponent, paths } from "../support/declare-stack.ts";

const tagged = () =>
  declareComponent(() => {
    tagResources("staging");
    const zones = ["eu-north-1a", "eu-north-1b"];
    new Network("network", {
      prefix: "shop-staging",
      region: "eu-north-1",
      cidr: "10.20.0.0/16",
      zones,
      nat: "single",
      accountId: "111111111111",
      endpoints: ["logs"],
      flowLogs: "all",
      protect: false,
      logRetentionDays: 7,
    });
  });

describe("tagResources", () => {
  it("says on everything that takes tags which resource of which stack it is", async () => {
    const taggable = (await tagged()).resources.filter(({ type }) => isTaggable(type));
    const tags = taggable.map(({ inputs }) => Object(inputs.tags)["slipway:resource"]);
    assert(tags.length > 10 && tags.every((tag) => typeof tag === "string"));
    assert.equal(new Set(tags).size, tags.length);
  });

  it("keeps the tags that a component gives", async () => {
    assert.deepEqual(at(await tagged(), "network/network-vpc").inputs.tags, {
      Name: "shop-staging-network-vpc",
      "slipway:resource": "staging/Vpc/network-vpc",
    });
  });

  it("leaves alone what takes no tags, which the provider would refuse", async () => {
    const others = (await tagged()).resources.filter(({ type, inputs }) => !isTaggable(type) && inputs.tags);
    assert.deepEqual(paths(others), []);
  });
});
