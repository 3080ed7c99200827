import type { InAccount, Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { scalingPolicy } from "./scaling-policy.ts";
import { DIMENSION, SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION } from "./scaling-tokens.ts";
import { scheduledAction } from "./scheduled-action.ts";
import { placeOf } from "./shapes.ts";
import { token } from "./tokens.ts";
import { num, object, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/autoscaling/application/APIReference/";
const REGISTER = `${API}API_RegisterScalableTarget.html`;

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
  blocksDelete: { none: "deregistering a target takes its policies and scheduled actions with it" },
  after(change, { resource, account }) {
    if (change !== "deleted") return;
    const { resourceId } = resource.outputs;
    for (const type of [SCALING_POLICY, SCHEDULED_ACTION]) {
      for (const lost of account.all(type).filter(({ outputs }) => outputs.resourceId === resourceId)) {
        account.remove(type, lost.id);
      }
    }
  },
  typicalMinutes: 0.1,
};

/** Autoscaling of an account. */
export const models: readonly Model[] = [target, scalingPolicy, scheduledAction];
