import assert from "node:assert/strict";
import { Cluster } from "../../components/cluster.ts";
import { at, declareComponent } from "../support/declare-stack.ts";

const cluster = (insights = true) =>
  declareComponent(() => new Cluster("cluster", { prefix: "shop-staging", insights }));

describe("Cluster", () => {
  it("has Fargate and Fargate Spot from the first day, since attaching one later replaces every service", async () => {
    const { inputs } = at(await cluster(), "cluster/cluster-capacity");
    assert.deepEqual(inputs.capacityProviders, ["FARGATE", "FARGATE_SPOT"]);
  });

  it("replaces its set of providers in place, because a cluster has one", async () => {
    assert.equal(at(await cluster(), "cluster/cluster-capacity").deleteBeforeReplace, true);
  });

  it("counts tasks only where the place pays for it, and says so when not: it stays on otherwise", async () => {
    const settings = async (insights: boolean) => at(await cluster(insights), "cluster/cluster-tasks").inputs.settings;
    assert.deepEqual(await settings(true), [{ name: "containerInsights", value: "enhanced" }]);
    assert.deepEqual(await settings(false), [{ name: "containerInsights", value: "disabled" }]);
  });

  it("keeps what people do in shells in tasks, where any task lets them in", async () => {
    const declared = await declareComponent(
      () => new Cluster("cluster", { prefix: "shop-staging", insights: true, shellLogDays: 30 }),
    );
    const { name, retentionInDays } = at(declared, "cluster/cluster-shells").inputs;
    assert.deepEqual([name, retentionInDays], ["/slipway/shop-staging/cluster-shells", 30]);
    assert.deepEqual(at(declared, "cluster/cluster-tasks").inputs.configuration, {
      executeCommandConfiguration: { logging: "OVERRIDE", logConfiguration: { cloudWatchLogGroupName: name } },
    });
    assert.equal(at(await cluster(), "cluster/cluster-tasks").inputs.configuration, undefined);
  });
});
