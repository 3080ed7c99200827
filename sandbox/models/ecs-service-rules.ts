import { mayRead } from "../execution-role.ts";
import type { InAccount, Rule, Values } from "../model.ts";
import { CAPACITY_PROVIDERS, CLUSTER } from "./ecs-cluster.ts";
import { containersOf } from "./ecs-container.ts";
import { findRevision } from "./ecs-revisions.ts";
import { exists } from "./references.ts";
import { lastPart } from "./shapes.ts";
import { token } from "./tokens.ts";
import { bool, object, objects, str, texts } from "./values.ts";

const CREATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html";
const UPDATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html";

const clusterExists: Rule<InAccount> = {
  id: "service-cluster-exists",
  says: "The cluster of a service exists.",
  source: CREATE_SERVICE,
  refuse({ resource: { inputs }, account, place }) {
    const cluster = str(inputs, "cluster") ?? "default";
    const found = account.get(CLUSTER, cluster) ?? account.find(CLUSTER, (one) => one.outputs.name === cluster);
    return found === undefined
      ? `ClusterNotFoundException: Cluster not found. "${cluster}" is no cluster of account ${place.accountId}: create it first`
      : undefined;
  },
};

const nameFree: Rule<InAccount> = {
  id: "service-name-free",
  says: "No other service of the cluster has the name, also not one that is about to be replaced.",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/2283",
  refuse({ resource: { inputs }, before, account }) {
    const cluster = lastPart(str(inputs, "cluster") ?? "default");
    const taken = account.find(
      token.service,
      (one) => one.outputs.name === inputs.name && lastPart(str(one.inputs, "cluster") ?? "default") === cluster,
    );
    return taken === undefined || before !== undefined
      ? undefined
      : `InvalidParameterException: Creation of service was not idempotent. "${inputs.name}" exists in cluster "${cluster}": ` +
          "choose another name, or delete that service before this one is made (deleteBeforeReplace)";
  },
};

const taskDefinitionActive: Rule<InAccount> = {
  id: "service-task-definition-active",
  says: "The task definition of a service is registered and active.",
  source: CREATE_SERVICE,
  refuse({ resource: { inputs }, account, place }) {
    const reference = str(inputs, "taskDefinition");
    const found = reference === undefined ? undefined : findRevision(account, place, reference);
    if (found === undefined)
      return `ClientException: TaskDefinition not found. "${reference ?? ""}": take the ARN from the task definition`;
    return found.active
      ? undefined
      : `ClientException: TaskDefinition is inactive: "${reference}": use an active revision`;
  },
};

const networkGiven: Rule<InAccount> = {
  id: "service-network-given",
  says: "A service whose tasks have network mode awsvpc says in which subnets they run.",
  source: CREATE_SERVICE,
  refuse({ resource: { inputs }, account, place }) {
    const revision = findRevision(account, place, str(inputs, "taskDefinition") ?? "");
    const given = texts(object(inputs, "networkConfiguration"), "subnets").length > 0;
    return revision?.inputs.networkMode === "awsvpc" && !given
      ? "InvalidParameterException: Network Configuration must be provided when networkMode 'awsvpc' is specified: name the subnets"
      : undefined;
  },
};

const oneVpc: Rule<InAccount> = {
  id: "service-one-vpc",
  says: "Subnets and security groups of a service are of one VPC.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
  refuse({ resource: { inputs }, account }) {
    const given = object(inputs, "networkConfiguration");
    const vpcOf = (type: string) => (id: string) => str(account.get(type, id)?.outputs ?? {}, "vpcId");
    const vpcs = [
      ...texts(given, "subnets").map(vpcOf(token.subnet)),
      ...texts(given, "securityGroups").map(vpcOf(token.securityGroup)),
    ].filter((vpc) => vpc !== undefined);
    const different = [...new Set(vpcs)];
    return different.length > 1
      ? `InvalidParameterException: subnets and security groups are of different VPCs (${different.join(", ")}): take all from one`
      : undefined;
  },
};

const providersAttached: Rule<InAccount> = {
  id: "service-capacity-providers-attached",
  says: "The capacity providers of a service are attached to its cluster.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
  refuse({ resource: { inputs }, account }) {
    const cluster = lastPart(str(inputs, "cluster") ?? "default");
    const attached = texts(account.get(CAPACITY_PROVIDERS, cluster)?.inputs ?? {}, "capacityProviders");
    const wanted = objects(inputs, "capacityProviderStrategies").map((one) => str(one, "capacityProvider") ?? "");
    const loose = wanted.find((name) => !attached.includes(name));
    return loose === undefined
      ? undefined
      : `InvalidParameterException: The specified capacity provider "${loose}" is not attached to cluster "${cluster}" ` +
          `(${attached.join(", ") || "it has none"}): add it to the cluster's capacity providers first`;
  },
};

const strategyUpdate: Rule<InAccount> = {
  id: "service-strategy-update-forced",
  says: "Changing the capacity provider strategy of a service needs `forceNewDeployment`.",
  source: UPDATE_SERVICE,
  refuse({ resource: { inputs }, before }) {
    const strategy = (values: Values) => JSON.stringify(objects(values, "capacityProviderStrategies"));
    return before !== undefined &&
      strategy(before.inputs) !== strategy(inputs) &&
      bool(inputs, "forceNewDeployment") !== true
      ? "force_new_deployment should be true when capacity_provider_strategy is being updated: set forceNewDeployment"
      : undefined;
  },
};

const alarmsExist: Rule<InAccount> = exists({
  id: "service-alarms-exist",
  input: "alarms.alarmNames",
  type: token.alarm,
  noun: "alarm",
  by: "name",
  code: "InvalidParameterException",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html",
});

/** Rules on a service in its account. */
export const serviceRules: readonly Rule<InAccount>[] = [
  clusterExists,
  nameFree,
  taskDefinitionActive,
  networkGiven,
  exists({
    id: "service-subnets-exist",
    input: "networkConfiguration.subnets",
    type: token.subnet,
    noun: "subnet",
    code: "InvalidParameterException",
    source: CREATE_SERVICE,
  }),
  exists({
    id: "service-security-groups-exist",
    input: "networkConfiguration.securityGroups",
    type: [token.securityGroup, token.defaultSecurityGroup],
    noun: "security group",
    code: "InvalidParameterException",
    source: CREATE_SERVICE,
  }),
  oneVpc,
  providersAttached,
  strategyUpdate,
  alarmsExist,
];

/** A service drains for ever when its execution role has lost the policy that its tasks were started with. */
export const drainsWithItsRole: Rule<InAccount> = {
  id: "service-drains-with-its-role",
  says: "A service is deleted before the role policy of its tasks: the other way round it hangs in DRAINING.",
  source: "https://www.pulumi.com/registry/packages/aws/api-docs/ecs/service/",
  refuse({ resource, account, place }) {
    const revision = findRevision(account, place, str(resource.inputs, "taskDefinition") ?? "");
    const inputs = revision?.inputs ?? {};
    const lost = containersOf(inputs)
      .flatMap((container) => container.secrets)
      .find(({ value }) => !mayRead(account, str(inputs, "executionRoleArn"), value));
    return lost === undefined
      ? undefined
      : `waiting for ECS Service (${resource.id}) delete: timeout while waiting for state to become 'INACTIVE' ` +
          `(last state: 'DRAINING', timeout: 20m0s): the policy of its role was deleted first: let the service depend on it (dependsOn)`;
  },
};
