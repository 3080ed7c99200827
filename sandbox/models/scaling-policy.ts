import type { InAccount, Model, Rule, Values } from "../model.ts";
import { DIMENSION, SCALABLE_TARGET, SCALING_POLICY } from "./scaling-tokens.ts";
import { placeOf, uuid } from "./shapes.ts";
import { arn, num, object, objects, str } from "./support.ts";
import { token } from "./tokens.ts";

const API = "https://docs.aws.amazon.com/autoscaling/application/APIReference/";
const PUT_POLICY = `${API}API_PutScalingPolicy.html`;
const PREDEFINED = `${API}API_PredefinedMetricSpecification.html`;
const METRICS = [
  "ECSServiceAverageCPUUtilization",
  "ECSServiceAverageMemoryUtilization",
  "ALBRequestCountPerTarget",
  "ECSServiceAverageCPUUtilizationHighResolution",
  "ECSServiceAverageMemoryUtilizationHighResolution",
];
const POLICY_TYPES = ["StepScaling", "TargetTrackingScaling", "PredictiveScaling"];

const policyShape: Rule<Values> = {
  id: "scaling-policy-shape",
  says: "A target tracking policy has a target above 0 and one metric, predefined for ECS or of its own.",
  source: PREDEFINED,
  refuse(values) {
    const type = str(values, "policyType") ?? "StepScaling";
    if (!POLICY_TYPES.includes(type))
      return `ValidationException: policyType "${type}" is not known: use one of ${POLICY_TYPES.join(", ")}`;
    const [tracking] = objects(values, "targetTrackingScalingPolicyConfiguration");
    if (type !== "TargetTrackingScaling" || tracking === undefined) return undefined;
    const [predefined] = objects(tracking, "predefinedMetricSpecification");
    const custom = objects(tracking, "customizedMetricSpecification").length > 0;
    if ((predefined === undefined) === !custom)
      return "ValidationException: a target tracking policy needs either a predefined or a customized metric: give one of them";
    const metric = str(predefined ?? {}, "predefinedMetricType");
    if (metric !== undefined && !METRICS.includes(metric))
      return `ValidationException: predefined metric "${metric}" is not one of ECS: use one of ${METRICS.join(", ")}`;
    const goal = num(tracking, "targetValue");
    return goal !== undefined && goal <= 0
      ? `ValidationException: targetValue is ${goal}: use a number above 0`
      : undefined;
  },
};

const targetExists: Rule<InAccount> = {
  id: "scaling-policy-target-exists",
  says: "A policy is for a scalable target that exists.",
  source: PUT_POLICY,
  refuse({ resource: { inputs }, account }) {
    const id = str(inputs, "resourceId") ?? "";
    return account.get(SCALABLE_TARGET, id) === undefined
      ? `ObjectNotFoundException: No scalable target registered for service namespace: ecs, resource ID: ${id}, scalable dimension: ${DIMENSION}. ` +
          "Take resourceId from the Target"
      : undefined;
  },
};

const requestLabel: Rule<InAccount> = {
  id: "scaling-policy-request-label",
  says: "Scaling on requests names a load balancer and a target group of it that exist, as `<load balancer suffix>/<target group suffix>`.",
  source: PREDEFINED,
  refuse({ resource: { inputs }, account }) {
    const predefined = object(
      object(inputs, "targetTrackingScalingPolicyConfiguration"),
      "predefinedMetricSpecification",
    );
    if (predefined.predefinedMetricType !== "ALBRequestCountPerTarget") return undefined;
    const label = str(predefined, "resourceLabel") ?? "";
    const groups = account.all(token.targetGroup).map(({ outputs }) => str(outputs, "arnSuffix") ?? "");
    const balancers = account.all(token.loadBalancer).map(({ outputs }) => str(outputs, "arnSuffix") ?? "");
    const known = balancers.flatMap((balancer) => groups.map((group) => `${balancer}/${group}`));
    return known.includes(label)
      ? undefined
      : `ValidationException: The resource label "${label}" is invalid: use one of ${known.join(", ") || "an existing load balancer and target group"}`;
  },
};

const nameUnique: Rule<InAccount> = {
  id: "scaling-policy-name-once",
  says: "The name of a policy is used once for a scalable target.",
  source: PUT_POLICY,
  refuse({ resource, before, account }) {
    const { name, resourceId } = resource.inputs;
    const other = account.find(
      SCALING_POLICY,
      ({ outputs }) => outputs.name === name && outputs.resourceId === resourceId,
    );
    return other === undefined || before !== undefined
      ? undefined
      : `${resourceId} has a policy "${name}" already, which PutScalingPolicy would change: choose another name`;
  },
};

/** A policy that scales a service. */
export const scalingPolicy: Model = {
  type: SCALING_POLICY,
  autoname: { input: "name", max: 255 },
  defaults: { policyType: "StepScaling" },
  checks: [policyShape],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs(inputs, id, seed, place) {
    const here = placeOf(inputs, place);
    const resourceId = str(inputs, "resourceId") ?? "";
    const alarms = ["AlarmHigh", "AlarmLow"].map((end) =>
      arn(here, "cloudwatch", `alarm:TargetTracking-${resourceId}-${end}-${uuid(seed, end)}`),
    );
    return {
      alarmArns: inputs.policyType === "TargetTrackingScaling" ? alarms : [],
      arn: arn(here, "autoscaling", `scalingPolicy:${uuid(seed)}:resource/ecs/${resourceId}:policyName/${id}`),
    };
  },
  requires: [targetExists, requestLabel, nameUnique],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing refers to a policy" },
  typicalMinutes: 0.1,
};
