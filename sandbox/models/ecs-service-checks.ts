import type { Rule, Values } from "../model.ts";
import { refuseBases } from "./ecs-cluster.ts";
import { nameShape, num, object, objects, str, texts } from "./support.ts";

const CREATE_SERVICE = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html";
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
