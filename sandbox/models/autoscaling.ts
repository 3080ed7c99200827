import type { InAccount, Model, Rule, Values } from "../model.ts";
import { placeOf, uuid } from "./shapes.ts";
import { arn, num, object, objects, str } from "./support.ts";
import { token } from "./tokens.ts";

/** Pulumi type tokens. */
export const SCALABLE_TARGET = "aws:appautoscaling/target:Target";
export const SCALING_POLICY = "aws:appautoscaling/policy:Policy";

const API = "https://docs.aws.amazon.com/autoscaling/application/APIReference/";
const REGISTER = `${API}API_RegisterScalableTarget.html`;
const PUT_POLICY = `${API}API_PutScalingPolicy.html`;
const PREDEFINED = `${API}API_PredefinedMetricSpecification.html`;
const DIMENSION = "ecs:service:DesiredCount";
const METRICS = [
  "ECSServiceAverageCPUUtilization",
  "ECSServiceAverageMemoryUtilization",
  "ALBRequestCountPerTarget",
  "ECSServiceAverageCPUUtilizationHighResolution",
  "ECSServiceAverageMemoryUtilizationHighResolution",
];
const POLICY_TYPES = ["StepScaling", "TargetTrackingScaling", "PredictiveScaling"];

const capacity: Rule<Values> = {
  id: "scalable-target-capacity",
  says: "The least capacity is 0 or more and not above the most.",
  source: REGISTER,
  refuse(values) {
    const [least, most] = [num(values, "minCapacity"), num(values, "maxCapacity")];
    if (least === undefined || most === undefined) return undefined;
    return least < 0 || least > most
      ? `ValidationException: Maximum capacity cannot be less than minimum capacity: minCapacity ${least}, maxCapacity ${most}. Use 0 <= minCapacity <= maxCapacity`
      : undefined;
  },
};

const dimension: Rule<Values> = {
  id: "scalable-target-dimension",
  says: "What scales a service of ECS is namespace `ecs` with dimension `ecs:service:DesiredCount`.",
  source: REGISTER,
  refuse(values) {
    const [namespace, scalable] = [str(values, "serviceNamespace"), str(values, "scalableDimension")];
    if (namespace !== undefined && namespace !== "ecs")
      return `serviceNamespace "${namespace}" is not modelled: use ecs, or add it to sandbox/models/autoscaling.ts`;
    return scalable === undefined || scalable === DIMENSION
      ? undefined
      : `ValidationException: Unsupported service namespace, resource type or scalable dimension "${scalable}": use ${DIMENSION}`;
  },
};

const serviceExists: Rule<InAccount> = {
  id: "scalable-target-service-exists",
  says: "A scalable target names a service that exists, as `service/<cluster>/<service>`.",
  source: REGISTER,
  refuse({ resource: { inputs }, account, place }) {
    const id = str(inputs, "resourceId") ?? "";
    const found = account.get(token.service, arn(placeOf(inputs, place), "ecs", id));
    return found === undefined
      ? `ValidationException: ECS service doesn't exist: ${id}. Write it as service/<cluster name>/<service name> of a service that exists`
      : undefined;
  },
};

const oncePerResource: Rule<InAccount> = {
  id: "scalable-target-once",
  says: "A service is one scalable target: a second resource for it would fight the first.",
  source: REGISTER,
  refuse({ resource, before, account }) {
    const id = str(resource.inputs, "resourceId") ?? "";
    return before === undefined && account.get(SCALABLE_TARGET, id) !== undefined
      ? `${id} is a scalable target already, and RegisterScalableTarget would change that one: keep one Target a service`
      : undefined;
  },
};

const target: Model = {
  type: SCALABLE_TARGET,
  checks: [capacity, dimension],
  identify: (inputs) => str(inputs, "resourceId") ?? "",
  outputs(inputs, _id, seed, place) {
    const here = placeOf(inputs, place);
    const role =
      "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService";
    return {
      arn: arn(here, "application-autoscaling", `scalable-target/${seed.hex(32)}`),
      roleArn: str(inputs, "roleArn") ?? `arn:aws:iam::${here.accountId}:${role}`,
      suspendedState: {
        dynamicScalingInSuspended: false,
        dynamicScalingOutSuspended: false,
        scheduledScalingSuspended: false,
        ...object(inputs, "suspendedState"),
      },
    };
  },
  requires: [serviceExists, oncePerResource],
  replaces: "as the specification says",
  blocksDelete: { none: "deregistering a target takes its policies with it" },
  after(change, { resource, account }) {
    if (change !== "deleted") return;
    const { resourceId } = resource.outputs;
    for (const lost of account.all(SCALING_POLICY).filter(({ outputs }) => outputs.resourceId === resourceId)) {
      account.remove(SCALING_POLICY, lost.id);
    }
  },
  typicalMinutes: 0.1,
};

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

const policy: Model = {
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

/** Autoscaling of an account. */
export const models: readonly Model[] = [target, policy];
