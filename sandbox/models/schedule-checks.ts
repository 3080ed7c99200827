import { isTimeZone } from "../../lib/schedule.ts";
import type { Rule, Values } from "../model.ts";
import { refuseSchedule } from "./schedule-expression.ts";
import { num, object, objects, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/scheduler/latest/APIReference/";

const expression: Rule<Values> = {
  id: "schedule-expression-legal",
  says: "A schedule is `cron(…)` with six fields, `rate(…)` or `at(…)`, in a time zone that exists.",
  source: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html",
  refuse(values) {
    const given = str(values, "scheduleExpression");
    const wrong = given === undefined ? undefined : refuseSchedule(given);
    if (wrong !== undefined) return `ValidationException: Invalid Schedule Expression ${given}: ${wrong}`;
    const zone = str(values, "scheduleExpressionTimezone");
    return zone === undefined || isTimeZone(zone)
      ? undefined
      : `ValidationException: Invalid scheduleExpressionTimezone "${zone}": use a name of the IANA database, for example Europe/Berlin`;
  },
};

const retry: Rule<Values> = {
  id: "schedule-retry-policy",
  says: "A schedule retries 0 to 185 times, events are 60 to 86400 seconds old at most.",
  source: `${API}API_RetryPolicy.html`,
  refuse(values) {
    const policy = object(object(values, "target"), "retryPolicy");
    const [attempts, age] = [num(policy, "maximumRetryAttempts"), num(policy, "maximumEventAgeInSeconds")];
    if (attempts !== undefined && (attempts < 0 || attempts > 185))
      return `ValidationException: maximumRetryAttempts is ${attempts}: use 0 to 185`;
    return age !== undefined && (age < 60 || age > 86_400)
      ? `ValidationException: maximumEventAgeInSeconds is ${age}: use 60 to 86400`
      : undefined;
  },
};

const flexible: Rule<Values> = {
  id: "schedule-flexible-window",
  says: "The flexible window is OFF, or FLEXIBLE with 1 to 1440 minutes.",
  source: `${API}API_FlexibleTimeWindow.html`,
  refuse(values) {
    const [window] = objects(values, "flexibleTimeWindow");
    if (window === undefined) return undefined;
    const minutes = num(window, "maximumWindowInMinutes");
    if (window.mode === "OFF") {
      return minutes === undefined
        ? undefined
        : "ValidationException: maximumWindowInMinutes goes with mode FLEXIBLE alone: leave it out";
    }
    return window.mode === "FLEXIBLE" && minutes !== undefined && minutes >= 1 && minutes <= 1440
      ? undefined
      : `ValidationException: flexibleTimeWindow has mode "${window.mode}" and ${minutes ?? "no"} minutes: use OFF, or FLEXIBLE with 1 to 1440`;
  },
};

/** Rules on the inputs of a schedule alone, but its name. */
export const scheduleChecks: readonly Rule<Values>[] = [expression, retry, flexible];
