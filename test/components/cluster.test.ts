import assert from "node:assert/strict";
import { Cluster } from "../../components/cluster.ts";
import { at, declareComponent } from "../support/declare-stack.ts";

const cluster = () => declareComponent(() => new Cluster("cluster", { prefix: "shop-staging" }));

describe("Cluster", () => {
  it("has Fargate and Fargate Spot from the first day, since attaching one later replaces every service", async () => {
    const { inputs } = at(await cluster(), "cluster/cluster-capacity");
    assert.deepEqual(inputs.capacityProviders, ["FARGATE", "FARGATE_SPOT"]);
  });

  it("replaces its set of providers in place, because a cluster has one", async () => {
    assert.equal(at(await cluster(), "cluster/cluster-capacity").deleteBeforeReplace, true);
  });

  it("counts running tasks, without which no alarm hears that a worker is gone", async () => {
    const { inputs } = at(await cluster(), "cluster/cluster-tasks");
    assert.deepEqual(inputs.settings, [{ name: "containerInsights", value: "enabled" }]);
  });
});
