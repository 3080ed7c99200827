import assert from "node:assert/strict";
import { CAPACITY_PROVIDERS, CLUSTER } from "../../../sandbox/models/ecs-cluster.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const insights = (value: string) => ({ settings: [{ name: "containerInsights", value }] });

/** A cluster with a service on Fargate Spot. */
function clusterInUse() {
  const cloud = new Cloud();
  const cluster = cloud.make(CLUSTER, { name: "shop" });
  const inputs = { clusterName: "shop", capacityProviders: ["FARGATE", "FARGATE_SPOT"] };
  const providers = cloud.make(CAPACITY_PROVIDERS, inputs);
  cloud.given(token.service, {
    name: "api",
    cluster: cluster.outputs.arn,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
  });
  return { cloud, cluster, providers };
}

function clusterAtRest() {
  const cloud = new Cloud();
  const cluster = cloud.make(CLUSTER, { name: "shop" });
  const providers = cloud.make(CAPACITY_PROVIDERS, { clusterName: "shop", capacityProviders: ["FARGATE"] });
  return { cloud, cluster, providers };
}

describe("the sandbox's ECS cluster", () => {
  breaks("cluster-name-shape", "a name with a slash", { name: "shop/api" }, "shop/api");
  passes("cluster-name-shape", "a name of letters and hyphens", { name: "shop-staging" });
  breaks("cluster-insights-known", "a level of insights that is none", insights("on"), "enhanced");
  passes("cluster-insights-known", "enhanced insights", insights("enhanced"));

  const deleting = (make: typeof clusterInUse) => () => {
    const { cloud, cluster } = make();
    return cloud.deleting(cluster);
  };
  breaks(
    "cluster-empty-before-delete",
    "to be deleted with a service",
    deleting(clusterInUse),
    "ClusterContainsServicesException",
  );
  passes("cluster-empty-before-delete", "to be deleted when it is empty", deleting(clusterAtRest));

  it("has its ARN as id, because services refer to it by that", () => {
    const cluster = new Cloud().make(CLUSTER, { name: "shop" });
    assert.equal(cluster.id, "arn:aws:ecs:eu-north-1:111111111111:cluster/shop");
  });
});

describe("the sandbox's capacity providers", () => {
  const strategy = (...entries: object[]) => ({
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    defaultCapacityProviderStrategies: entries,
  });
  breaks(
    "cluster-capacity-providers-known",
    "a provider that is none",
    { capacityProviders: ["SPOT"] },
    "FARGATE_SPOT",
  );
  breaks(
    "cluster-capacity-providers-known",
    "a default strategy with a provider that is not attached",
    { capacityProviders: ["FARGATE"], defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT" }] },
    "not attached",
  );
  breaks(
    "cluster-capacity-providers-known",
    "two bases",
    strategy({ capacityProvider: "FARGATE", base: 1 }, { capacityProvider: "FARGATE_SPOT", base: 1 }),
    "keep one",
  );
  passes(
    "cluster-capacity-providers-known",
    "one base",
    strategy({ capacityProvider: "FARGATE", base: 1, weight: 1 }, { capacityProvider: "FARGATE_SPOT", weight: 4 }),
  );

  const creating =
    (name: string, make = () => new Cloud()) =>
    () =>
      make().creating(CAPACITY_PROVIDERS, { clusterName: name, capacityProviders: ["FARGATE"] });
  const withCluster = () => {
    const cloud = new Cloud();
    cloud.make(CLUSTER, { name: "shop" });
    return cloud;
  };
  breaks(
    "cluster-capacity-providers-cluster-exists",
    "a cluster of nowhere",
    creating("shop"),
    "ClusterNotFoundException",
  );
  passes("cluster-capacity-providers-cluster-exists", "a cluster of the account", creating("shop", withCluster));
  breaks(
    "cluster-capacity-providers-once",
    "a second set of providers",
    creating("shop", () => clusterAtRest().cloud),
    "deleteBeforeReplace",
  );
  passes("cluster-capacity-providers-once", "the first set of providers", creating("shop", withCluster));

  const keeping = (capacityProviders: string[]) => () => {
    const { cloud, providers } = clusterInUse();
    return cloud.updating(providers, { capacityProviders });
  };
  breaks(
    "cluster-capacity-providers-kept-on-update",
    "to lose a provider in use",
    keeping(["FARGATE"]),
    "ResourceInUseException",
  );
  passes("cluster-capacity-providers-kept-on-update", "to lose one that nobody uses", keeping(["FARGATE_SPOT"]));
  const deleting = (make: typeof clusterInUse) => () => {
    const { cloud, providers } = make();
    return cloud.deleting(providers);
  };
  breaks(
    "cluster-capacity-providers-not-in-use",
    "to be deleted while a service uses one",
    deleting(clusterInUse),
    "ResourceInUseException",
  );
  passes("cluster-capacity-providers-not-in-use", "to be deleted when no service uses one", deleting(clusterAtRest));
});
