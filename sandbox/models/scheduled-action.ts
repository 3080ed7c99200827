import { isTimeZone } from "../../lib/schedule.ts";
import type { Model, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { nameOnce, targetExists } from "./scaling-rules.ts";
import { SCHEDULED_ACTION } from "./scaling-tokens.ts";
import { refuseSchedule } from "./schedule-expression.ts";
import { placeOf, uuid } from "./shapes.ts";
import { num, object, str } from "./values.ts";

const PUT = "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html";
const BOUNDS = "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html";

const itself = { id: "scheduled-action", noun: "scheduled action", call: "PutScheduledAction", source: PUT };

const schedule: Rule<Values> = {
  id: "scheduled-action-schedule",
  says: "A schedule is `cron(…)` with six fields, `rate(…)` or `at(…)`, in a time zone that is known.",
  source: PUT,
  refuse(values) {
    const expression = str(values, "schedule");
    const refusal = expression === undefined ? undefined : refuseSchedule(expression);
    if (refusal !== undefined) return `ValidationException: Invalid schedule "${expression}": ${refusal}`;
    const zone = str(values, "timezone");
    return zone === undefined || isTimeZone(zone)
      ? undefined
      : `ValidationException: Invalid timezone "${zone}": write a name of IANA, for example Europe/Athens`;
  },
};

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
  requires: [targetExists(itself), nameOnce(SCHEDULED_ACTION, itself)],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing refers to a scheduled action" },
  typicalMinutes: 0.1,
};
