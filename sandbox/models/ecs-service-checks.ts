import type { Rule, Values } from "../model.ts";
import { refuseBases } from "./ecs-cluster.ts";
import { nameShape } from "./limits.ts";
import { num, object, objects, str, texts } from "./values.ts";

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

const MAX_MINUTES = 1440;

const shiftNumbers: Rule<Values> = {
  id: "service-shift-numbers",
  says:
    `Bake times are whole minutes from 0 to ${MAX_MINUTES}, as text; a canary takes 0.1 to 100 percent in tenths, a linear ` +
    "step 3 to 100; each configuration is for its own strategy, which needs it.",
  source: DEPLOYMENT,
  refuse(values) {
    const given = object(values, "deploymentConfiguration");
    const [canary, linear] = [object(given, "canaryConfiguration"), object(given, "linearConfiguration")];
    const refusal =
      refuseOwner(given, "CANARY", "canaryConfiguration") ??
      refuseOwner(given, "LINEAR", "linearConfiguration") ??
      refuseMinutes(given, "bakeTimeInMinutes") ??
      refuseMinutes(canary, "canaryBakeTimeInMinutes") ??
      refuseMinutes(linear, "stepBakeTimeInMinutes") ??
      refusePercent(canary, "canaryPercent", 0.1) ??
      refusePercent(linear, "stepPercent", 3);
    return refusal === undefined ? undefined : `InvalidParameterException: ${refusal}`;
  },
};

function refuseOwner(given: Values, strategy: string, input: string): string | undefined {
  const isOwner = (str(given, "strategy") ?? "ROLLING") === strategy;
  if (isOwner === (given[input] !== undefined)) return undefined;
  return isOwner
    ? `strategy ${strategy} needs ${input}: add it`
    : `${input} is for strategy ${strategy} only: leave it out`;
}

function refuseMinutes(values: Values, input: string): string | undefined {
  const minutes = values[input];
  return minutes === undefined ||
    (typeof minutes === "string" && /^\d{1,4}$/.test(minutes) && Number(minutes) <= MAX_MINUTES)
    ? undefined
    : `${input} ${JSON.stringify(minutes)}: use whole minutes from "0" to "${MAX_MINUTES}", as text`;
}

function refusePercent(values: Values, input: string, min: number): string | undefined {
  const percent = num(values, input);
  const tenths = (percent ?? 0) * 10;
  return percent === undefined || (percent >= min && percent <= 100 && Math.abs(tenths - Math.round(tenths)) < 1e-6)
    ? undefined
    : `${input} ${percent}: use ${min} to 100, in steps of 0.1`;
}

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
  shiftNumbers,
];
