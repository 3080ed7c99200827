import type { InAccount, Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { DIMENSION, SCALABLE_TARGET, SCHEDULED_ACTION } from "./scaling-tokens.ts";
import { refuseSchedule } from "./schedule-expression.ts";
import { placeOf, uuid } from "./shapes.ts";
import { num, object, str } from "./values.ts";

const PUT = "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html";
const BOUNDS = "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html";

const schedule: Rule<Values> = {
  id: "scheduled-action-schedule",
  says: "A schedule is `cron(…)` with six fields, `rate(…)` or `at(…)`, in a time zone that is known.",
  source: PUT,
  refuse(values) {
    const expression = str(values, "schedule");
    const refusal = expression === undefined ? undefined : refuseSchedule(expression);
    if (refusal !== undefined) return `ValidationException: Invalid schedule "${expression}": ${refusal}`;
    const zone = str(values, "timezone");
    return zone === undefined || isZone(zone)
      ? undefined
      : `ValidationException: Invalid timezone "${zone}": write a name of IANA, for example Europe/Athens`;
  },
};

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const bounds: Rule<Values> = {
  id: "scheduled-action-capacity",
  says: "A scheduled action sets a least or a most capacity, and the least is 0 or more and not above the most.",
  source: BOUNDS,
  refuse(values) {
    const action = object(values, "scalableTargetAction");
    const [least, most] = [num(action, "minCapacity"), num(action, "maxCapacity")];
    if (least === undefined && most === undefined)
      return "ValidationException: scalableTargetAction sets nothing: give minCapacity, maxCapacity or both";
    return (least ?? 0) < 0 || (most ?? 0) < 0 || (least !== undefined && most !== undefined && least > most)
      ? `ValidationException: Maximum capacity cannot be less than minimum capacity: minCapacity ${least}, maxCapacity ${most}. Use 0 <= minCapacity <= maxCapacity`
      : undefined;
  },
};

const targetExists: Rule<InAccount> = {
  id: "scheduled-action-target-exists",
  says: "A scheduled action is for a scalable target that exists.",
  source: PUT,
  refuse({ resource: { inputs }, account }) {
    const id = str(inputs, "resourceId") ?? "";
    return account.get(SCALABLE_TARGET, id) === undefined
      ? `ObjectNotFoundException: No scalable target registered for service namespace: ecs, resource ID: ${id}, scalable dimension: ${DIMENSION}. ` +
          "Take resourceId from the Target"
      : undefined;
  },
};

const nameUnique: Rule<InAccount> = {
  id: "scheduled-action-name-once",
  says: "The name of a scheduled action is used once for a scalable target.",
  source: PUT,
  refuse({ resource, before, account }) {
    const { name, resourceId } = resource.inputs;
    const other = account.find(
      SCHEDULED_ACTION,
      ({ outputs }) => outputs.name === name && outputs.resourceId === resourceId,
    );
    return other === undefined || before !== undefined
      ? undefined
      : `${resourceId} has a scheduled action "${name}" already, which PutScheduledAction would change: choose another name`;
  },
};

/** A change of the bounds of a scalable target by the clock. */
export const scheduledAction: Model = {
  type: SCHEDULED_ACTION,
  autoname: { input: "name", max: 255 },
  defaults: { timezone: "UTC" },
  checks: [
    nameShape({
      id: "scheduled-action-name-shape",
      input: "name",
      max: 256,
      pattern: /^(?! )[^\p{Cc}:/|]+(?<! )$/u,
      allowed: "no colon, slash or bar, and no space at either end",
      source: PUT,
    }),
    schedule,
    bounds,
  ],
  // The provider makes this id.
  identify: (inputs) =>
    [inputs.name, inputs.serviceNamespace, inputs.resourceId, inputs.scalableDimension].map(String).join("-"),
  outputs: (inputs, _id, seed, place) => ({
    arn: arn(
      placeOf(inputs, place),
      "autoscaling",
      `scheduledAction:${uuid(seed)}:resource/ecs/${inputs.resourceId}:scheduledActionName/${inputs.name}`,
    ),
  }),
  requires: [targetExists, nameUnique],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing refers to a scheduled action" },
  typicalMinutes: 0.1,
};
