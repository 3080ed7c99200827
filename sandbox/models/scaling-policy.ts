import type { InAccount, Model, Rule, Values } from "../model.ts";
import { isOwnNamespace, namespaces } from "./alarm-metrics.ts";
import { arn } from "./identifiers.ts";
import { nameOnce, targetExists } from "./scaling-rules.ts";
import { SCALING_POLICY } from "./scaling-tokens.ts";
import { placeOf, uuid } from "./shapes.ts";
import { token } from "./tokens.ts";
import { isObject, num, object, objects, str, valuesAt } from "./values.ts";

const API = "https://docs.aws.amazon.com/autoscaling/application/APIReference/";
const PUT_POLICY = `${API}API_PutScalingPolicy.html`;
const PREDEFINED = `${API}API_PredefinedMetricSpecification.html`;
const MATH =
  "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html";
const CUSTOM = "targetTrackingScalingPolicyConfiguration.customizedMetricSpecification";
const METRICS = [
  "ECSServiceAverageCPUUtilization",
  "ECSServiceAverageMemoryUtilization",
  "ALBRequestCountPerTarget",
  "ECSServiceAverageCPUUtilizationHighResolution",
  "ECSServiceAverageMemoryUtilizationHighResolution",
];
const POLICY_TYPES = ["StepScaling", "TargetTrackingScaling", "PredictiveScaling"];

const itself = { id: "scaling-policy", noun: "policy", call: "PutScalingPolicy", source: PUT_POLICY };

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

const metricMath: Rule<Values> = {
  id: "scaling-policy-metric-math",
  says: "Metric math of a policy has one line that returns data, ids of its own, and expressions of ids that it has.",
  source: MATH,
  refuse(values) {
    const lines = valuesAt(values, `${CUSTOM}.metrics`).filter(isObject);
    if (lines.length === 0) return undefined;
    const ids = lines.map((line) => str(line, "id") ?? "");
    const odd = ids.find((id, at) => !/^[a-z]\w{0,254}$/.test(id) || ids.indexOf(id) !== at);
    if (odd !== undefined)
      return `ValidationException: metric id "${odd}" is used twice, or is no small letter with letters, digits and _: choose another`;
    const returning = lines.filter(({ returnData }) => returnData !== false).length;
    if (returning !== 1)
      return `ValidationException: exactly one metric must return data, and ${returning} do: set returnData to false on the others`;
    const both = lines.find(({ expression, metricStat }) => (expression === undefined) === (metricStat === undefined));
    if (both !== undefined)
      return `ValidationException: metric "${both.id}" has both or neither of expression and metricStat: give one`;
    const strange = lines
      .flatMap((line) => (str(line, "expression") ?? "").match(/\b[a-z]\w*\b(?!\s*\()/g) ?? [])
      .find((word) => !ids.includes(word));
    return strange === undefined
      ? undefined
      : `ValidationException: the expression uses "${strange}", which is no metric of it: use ${ids.join(", ")}`;
  },
};

const metricsExist: Rule<InAccount> = {
  id: "scaling-policy-metrics-exist",
  says: "Each metric of AWS's in a policy's metric math is published, and its dimensions name what exists: the policy would never scale otherwise.",
  source: MATH,
  refuse({ resource: { inputs }, account }) {
    for (const metric of valuesAt(inputs, `${CUSTOM}.metrics.metricStat.metric`).filter(isObject)) {
      const name = str(metric, "namespace") ?? "";
      const namespace = namespaces[name];
      if (namespace === undefined && isOwnNamespace(name)) continue;
      if (!namespace?.metrics.includes(str(metric, "metricName") ?? ""))
        return `metric ${name} ${metric.metricName} is not in sandbox/models/alarm-metrics.ts: use one that AWS publishes, or add it`;
      const wrong = objects(metric, "dimensions").find((one) => {
        const known = namespace.dimensions[str(one, "name") ?? ""]?.(account);
        return !known?.includes(one.value) && !known?.includes("*");
      });
      if (wrong !== undefined)
        return `metric ${name} ${metric.metricName}: dimension ${wrong.name} names "${wrong.value}", which does not exist: take the value from the resource`;
    }
    return undefined;
  },
};

/** A policy that scales a service. */
export const scalingPolicy: Model = {
  type: SCALING_POLICY,
  autoname: { input: "name", max: 255 },
  defaults: { policyType: "StepScaling" },
  checks: [policyShape, metricMath],
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
  requires: [targetExists(itself), requestLabel, metricsExist, nameOnce(SCALING_POLICY, itself)],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing refers to a policy" },
  typicalMinutes: 0.1,
};
