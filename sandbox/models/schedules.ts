import type { Model } from "../model.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { inUse, uniqueName } from "./references.ts";
import { scheduleChecks } from "./schedule-checks.ts";
import { scheduleFunctionRules } from "./schedule-function-rules.ts";
import { scheduleRules } from "./schedule-rules.ts";
import { SCHEDULE, SCHEDULE_GROUP } from "./schedule-tokens.ts";
import { placeOf } from "./shapes.ts";
import { str } from "./values.ts";

const API = "https://docs.aws.amazon.com/scheduler/latest/APIReference/";
const CREATE = `${API}API_CreateSchedule.html`;
const NAME = { max: 64, pattern: /^[\w.-]+$/, allowed: "letters, digits and _.-" };

const scheduleGroup: Model = {
  type: SCHEDULE_GROUP,
  autoname: { input: "name", max: 64 },
  checks: [
    nameShape({
      id: "schedule-group-name-shape",
      input: "name",
      ...NAME,
      source: `${API}API_CreateScheduleGroup.html`,
    }),
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "scheduler", `schedule-group/${id}`),
    creationDate: "2026-01-01T00:00:00Z",
    lastModificationDate: "2026-01-01T00:00:00Z",
    state: "ACTIVE",
  }),
  requires: [
    uniqueName({
      id: "schedule-group-unique",
      type: SCHEDULE_GROUP,
      input: "name",
      noun: "schedule group",
      code: "ConflictException",
      source: `${API}API_CreateScheduleGroup.html`,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "schedule-group-empty",
      noun: "schedule group",
      code: "ConflictException",
      source: `${API}API_DeleteScheduleGroup.html`,
      users: [{ type: SCHEDULE, at: "groupName" }],
    }),
  ],
  typicalMinutes: 0.1,
};

const schedule: Model = {
  type: SCHEDULE,
  autoname: { input: "name", max: 64 },
  defaults: {
    actionAfterCompletion: "NONE",
    groupName: "default",
    scheduleExpressionTimezone: "UTC",
    state: "ENABLED",
  },
  checks: [nameShape({ id: "schedule-name-shape", input: "name", ...NAME, source: CREATE }), ...scheduleChecks],
  identify: (inputs) => `${str(inputs, "groupName") ?? "default"}/${str(inputs, "name") ?? ""}`,
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "scheduler", `schedule/${id}`) }),
  requires: [
    uniqueName({
      id: "schedule-unique",
      type: SCHEDULE,
      input: "name",
      noun: "schedule",
      code: "ConflictException",
      source: CREATE,
      within: "groupName",
    }),
    ...scheduleRules,
    ...scheduleFunctionRules,
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a schedule can always be deleted; tasks that it started go on" },
  typicalMinutes: 0.1,
};

/** Schedules of an account. */
export const models: readonly Model[] = [scheduleGroup, schedule];
