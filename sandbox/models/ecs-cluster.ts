import type { InAccount, Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists } from "./references.ts";
import { lastPart, placeOf } from "./shapes.ts";
import { objects, str, texts } from "./values.ts";

/** Pulumi type tokens. */
export const CLUSTER = "aws:ecs/cluster:Cluster";
export const CAPACITY_PROVIDERS = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const SERVICE = "aws:ecs/service:Service";

const CREATE_CLUSTER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html";
const DELETE_CLUSTER = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html";
const PUT_CAPACITY_PROVIDERS =
  "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html";

const FARGATE_PROVIDERS = ["FARGATE", "FARGATE_SPOT"];
const INSIGHTS = ["enhanced", "enabled", "disabled"];

/** Services of a cluster, by its name. */
function servicesOf({ account }: InAccount, cluster: string) {
  return account.all(SERVICE).filter((service) => lastPart(str(service.inputs, "cluster") ?? "default") === cluster);
}

const insightsKnown: Rule<Values> = {
  id: "cluster-insights-known",
  says: "Container Insights is `enhanced`, `enabled` or `disabled`.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ClusterSetting.html",
  refuse(values) {
    const wrong = objects(values, "settings").find(
      (setting) => setting.name !== "containerInsights" || !INSIGHTS.includes(str(setting, "value") ?? ""),
    );
    return wrong === undefined
      ? undefined
      : `InvalidParameterException: setting "${wrong.name}" with value "${wrong.value}" is not known: ` +
          `use containerInsights with one of ${INSIGHTS.join(", ")}`;
  },
};

const emptyBeforeDelete: Rule<InAccount> = {
  id: "cluster-empty-before-delete",
  says: "A cluster with services or running tasks cannot be deleted.",
  source: DELETE_CLUSTER,
  refuse(subject) {
    const cluster = str(subject.resource.outputs, "name") ?? lastPart(subject.resource.id);
    const [service] = servicesOf(subject, cluster);
    return service === undefined
      ? undefined
      : "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active. " +
          `"${cluster}" still has ${service.id}: delete that service first`;
  },
};

const cluster: Model = {
  type: CLUSTER,
  autoname: { input: "name", max: 255 },
  defaults: { settings: [{ name: "containerInsights", value: "disabled" }] },
  checks: [
    nameShape({
      id: "cluster-name-shape",
      input: "name",
      max: 255,
      pattern: /^[A-Za-z0-9_-]+$/,
      allowed: "letters, digits, hyphens and underscores",
      source: CREATE_CLUSTER,
    }),
    insightsKnown,
  ],
  identify: (inputs, _seed, place) => arn(placeOf(inputs, place), "ecs", `cluster/${str(inputs, "name")}`),
  outputs: (_inputs, id) => ({ arn: id }),
  requires: { none: "CreateCluster needs nothing, and answers a name that exists with the cluster that exists" },
  replaces: "as the specification says",
  blocksDelete: [emptyBeforeDelete],
  typicalMinutes: 0.2,
};

const providersKnown: Rule<Values> = {
  id: "cluster-capacity-providers-known",
  says: "Capacity providers of Fargate are `FARGATE` and `FARGATE_SPOT`, and the default strategy uses attached ones, of which one has a base.",
  source: PUT_CAPACITY_PROVIDERS,
  refuse(values) {
    const attached = texts(values, "capacityProviders");
    const unknown = attached.find((name) => !FARGATE_PROVIDERS.includes(name));
    if (unknown !== undefined) {
      return (
        `InvalidParameterException: The specified capacity provider "${unknown}" was not found: ` +
        `use ${FARGATE_PROVIDERS.join(" or ")}`
      );
    }
    const strategy = objects(values, "defaultCapacityProviderStrategies");
    const loose = strategy.find((entry) => !attached.includes(str(entry, "capacityProvider") ?? ""));
    if (loose !== undefined) {
      return (
        `InvalidParameterException: default strategy names "${loose.capacityProvider}", which is not attached: ` +
        `add it to capacityProviders (${attached.join(", ") || "none"})`
      );
    }
    return refuseBases(strategy);
  },
};

/** Only one entry of a capacity provider strategy may have a base. */
export function refuseBases(strategy: readonly Values[]): string | undefined {
  const withBase = strategy.filter((entry) => typeof entry.base === "number" && entry.base > 0);
  return withBase.length > 1
    ? "InvalidParameterException: more than one entry of the capacity provider strategy has a base " +
        `(${withBase.map((entry) => entry.capacityProvider).join(", ")}): keep one`
    : undefined;
}

const onePerCluster: Rule<InAccount> = {
  id: "cluster-capacity-providers-once",
  says: "A cluster has its capacity providers set by one resource: replacing it needs `deleteBeforeReplace`.",
  source: "https://github.com/pulumi/pulumi/issues/11259",
  refuse({ resource, before, account }) {
    const cluster = str(resource.inputs, "clusterName") ?? "";
    return before === undefined && account.get(CAPACITY_PROVIDERS, cluster) !== undefined
      ? `the capacity providers of cluster "${cluster}" are set by another resource, whose deletion would take them away again: ` +
          "keep one ClusterCapacityProviders a cluster, with deleteBeforeReplace"
      : undefined;
  },
};

const notInUse: Rule<InAccount> = {
  id: "cluster-capacity-providers-not-in-use",
  says: "A capacity provider that a service uses stays attached to its cluster.",
  source: PUT_CAPACITY_PROVIDERS,
  refuse(subject) {
    const keeps = subject.before === undefined ? [] : texts(subject.resource.inputs, "capacityProviders");
    for (const service of servicesOf(subject, subject.resource.id)) {
      const used = objects(service.inputs, "capacityProviderStrategies").map((entry) => str(entry, "capacityProvider"));
      const lost = used.find((name) => name !== undefined && !keeps.includes(name));
      if (lost !== undefined) {
        return `ResourceInUseException: capacity provider "${lost}" of cluster "${subject.resource.id}" is in use by ${service.id}: move or delete that service first`;
      }
    }
    return undefined;
  },
};

const notInUseOnUpdate: Rule<InAccount> = {
  ...notInUse,
  id: "cluster-capacity-providers-kept-on-update",
  refuse: (subject) => (subject.before === undefined ? undefined : notInUse.refuse(subject)),
};

const capacityProviders: Model = {
  type: CAPACITY_PROVIDERS,
  checks: [providersKnown],
  identify: (inputs) => str(inputs, "clusterName") ?? "",
  outputs: () => ({}),
  requires: [
    exists({
      id: "cluster-capacity-providers-cluster-exists",
      input: "clusterName",
      type: CLUSTER,
      noun: "cluster",
      by: "name",
      code: "ClusterNotFoundException",
      source: PUT_CAPACITY_PROVIDERS,
    }),
    onePerCluster,
    notInUseOnUpdate,
  ],
  replaces: "as the specification says",
  blocksDelete: [notInUse],
  typicalMinutes: 0.2,
};

/** Models of an ECS cluster. */
export const models: readonly Model[] = [cluster, capacityProviders];
