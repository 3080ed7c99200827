import { mayRead } from "../execution-role.ts";
import type { InAccount, Rule, Values } from "../model.ts";
import { CAPACITY_PROVIDERS, CLUSTER, refuseBases } from "./ecs-cluster.ts";
import { containersOf } from "./ecs-container.ts";
import { findRevision } from "./ecs-revisions.ts";
import { lastPart } from "./shapes.ts";
import { bool, exists, nameShape, num, object, objects, str, texts } from "./support.ts";
import { token } from "./tokens.ts";

const CREATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html";
const UPDATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html";
const DEPLOYMENT = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html";
const MAX_SUBNETS = 16;
const MAX_SECURITY_GROUPS = 5;

const percentages: Rule<Values> = {
  id: "service-percentages",
  says: "The minimum healthy percent is 0 to 100, the maximum percent 100 to 200 or more, and not both are 100.",
  source: DEPLOYMENT,
  refuse(values) {
    const minimum = num(values, "deploymentMinimumHealthyPercent") ?? 100;
    const maximum = num(values, "deploymentMaximumPercent") ?? 200;
    const says = (what: string) =>
      `InvalidParameterException: deploymentMinimumHealthyPercent ${minimum} and deploymentMaximumPercent ${maximum}: ${what}`;
    if (minimum < 0 || minimum > 100) return says("use a minimum of 0 to 100");
    if (maximum < 100) return says("use a maximum of at least 100");
    return minimum === 100 && maximum === 100
      ? says("a deployment could neither stop nor start a task: lower the minimum or raise the maximum")
      : undefined;
  },
};

const rebalancing: Rule<Values> = {
  id: "service-rebalancing-needs-room",
  says: "Availability zone rebalancing needs a maximum percent above 100.",
  source: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
  refuse: (values) =>
    (num(values, "deploymentMaximumPercent") ?? 200) <= 100 && str(values, "availabilityZoneRebalancing") === "ENABLED"
      ? "InvalidParameterException: availabilityZoneRebalancing is not supported with deploymentMaximumPercent 100: set it to DISABLED"
      : undefined,
};

const launch: Rule<Values> = {
  id: "service-launch-type-or-strategy",
  says: "A service has a launch type or a capacity provider strategy, not both; one entry of a strategy has a base.",
  source: CREATE_SERVICE,
  refuse(values) {
    const strategy = objects(values, "capacityProviderStrategies");
    return str(values, "launchType") !== undefined && strategy.length > 0
      ? "InvalidParameterException: Specifying both a launch type and capacity provider strategy is not supported: leave launchType out"
      : refuseBases(strategy);
  },
};

const network: Rule<Values> = {
  id: "service-network-size",
  says: `A service has at most ${MAX_SUBNETS} subnets and ${MAX_SECURITY_GROUPS} security groups.`,
  source: "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html",
  refuse(values) {
    const given = object(values, "networkConfiguration");
    const [subnets, groups] = [texts(given, "subnets").length, texts(given, "securityGroups").length];
    return subnets > MAX_SUBNETS || groups > MAX_SECURITY_GROUPS
      ? `InvalidParameterException: ${subnets} subnets and ${groups} security groups: use at most ${MAX_SUBNETS} and ${MAX_SECURITY_GROUPS}`
      : undefined;
  },
};

const daemon: Rule<Values> = {
  id: "service-no-daemon-on-fargate",
  says: "The scheduling strategy DAEMON is not for Fargate.",
  source: CREATE_SERVICE,
  refuse(values) {
    const fargate =
      str(values, "launchType") === "FARGATE" ||
      objects(values, "capacityProviderStrategies").some((one) => str(one, "capacityProvider")?.startsWith("FARGATE"));
    return fargate && str(values, "schedulingStrategy") === "DAEMON"
      ? "InvalidParameterException: The daemon scheduling strategy is not supported for FARGATE: use REPLICA"
      : undefined;
  },
};

/** Rules on the inputs of a service alone. */
export const serviceChecks: readonly Rule<Values>[] = [
  nameShape({
    id: "service-name-shape",
    input: "name",
    max: 255,
    pattern: /^[A-Za-z0-9_-]+$/,
    allowed: "letters, digits, hyphens and underscores",
    source: CREATE_SERVICE,
  }),
  percentages,
  rebalancing,
  launch,
  network,
  daemon,
];

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
export const statusBeforeDelete: Rule<InAccount> = {
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
