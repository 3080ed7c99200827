import { isTimeZone } from "../../lib/schedule.ts";
import type { Rule, Values } from "../model.ts";
import { nameShape } from "./limits.ts";
import { object, str, textsAt } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/";
export const PUT_MUTE_RULE = `${API}API_PutAlarmMuteRule.html`;
const SCHEDULE = `${API}API_Schedule.html`;
const MAX_ALARMS = 100;
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const MAX_DAYS = 15;

const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/** The five fields of its cron, which knows lists and ranges, and neither steps nor `?`. */
const fields = [
  { name: "minutes", from: 0, to: 59, words: [] },
  { name: "hours", from: 0, to: 23, words: [] },
  { name: "day of month", from: 1, to: 31, words: [] },
  { name: "month", from: 1, to: 12, words: months },
  { name: "day of week", from: 0, to: 7, words: days },
];

function scheduleOf(values: Values): Values {
  return object(object(values, "rule"), "schedule");
}

const expression: Rule<Values> = {
  id: "mute-rule-expression",
  says: "A mute rule begins at `cron(…)` with five fields or at `at(yyyy-MM-ddThh:mm)`, in a time zone that exists.",
  source: SCHEDULE,
  refuse(values) {
    const { expression: given, timezone } = scheduleOf(values);
    if (given === undefined) return undefined;
    const wrong = whatIsWrong(String(given));
    if (wrong !== undefined) return `ValidationError: Invalid schedule expression "${given}": ${wrong}`;
    return timezone === undefined || isTimeZone(String(timezone))
      ? undefined
      : `ValidationError: Invalid time zone "${timezone}": use a name of the IANA database, for example Europe/Stockholm`;
  },
};

function whatIsWrong(given: string): string | undefined {
  const cron = /^cron\((.*)\)$/.exec(given)?.[1]?.split(" ");
  if (cron === undefined) {
    return /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\)$/.test(given)
      ? undefined
      : "write cron(<minutes> <hours> <day of month> <month> <day of week>) or at(2026-12-24T18:00)";
  }
  if (cron.length !== fields.length) return `its cron has 5 fields, and this has ${cron.length}`;
  const wrong = fields.find((field, at) => !takes(field, cron[at] ?? ""));
  return wrong && `${wrong.name}: use ${wrong.from} to ${wrong.to}, *, lists and ranges`;
}

function takes({ from, to, words }: (typeof fields)[number], value: string): boolean {
  const isOne = (one: string) => words.includes(one) || (/^\d+$/.test(one) && Number(one) >= from && Number(one) <= to);
  return value
    .split(",")
    .every((part) => part === "*" || (part.split("-").length <= 2 && part.split("-").every(isOne)));
}

const duration: Rule<Values> = {
  id: "mute-rule-duration",
  says: "A mute rule mutes for one minute to fifteen days, as ISO 8601 writes it.",
  source: SCHEDULE,
  refuse(values) {
    const given = str(scheduleOf(values), "duration");
    if (given === undefined) return undefined;
    const [matched, d = 0, h = 0, m = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(given) ?? [];
    const seconds = Number(d) * DAY + (Number(h) * 60 + Number(m)) * MINUTE;
    return matched !== undefined && seconds >= MINUTE && seconds <= MAX_DAYS * DAY
      ? undefined
      : `ValidationError: Invalid duration "${given}": use PT1M to P15D, for example PT12H30M`;
  },
};

const targets: Rule<Values> = {
  id: "mute-rule-targets",
  says: `A mute rule names at most ${MAX_ALARMS} alarms.`,
  source: `${API}API_MuteTargets.html`,
  refuse(values) {
    const { length } = textsAt(values, "muteTargets.alarmNames");
    return length > MAX_ALARMS
      ? `ValidationError: a mute rule targets at most ${MAX_ALARMS} alarms, and this names ${length}: make a second rule`
      : undefined;
  },
};

const dates: Rule<Values> = {
  id: "mute-rule-dates",
  says: "A mute rule that mutes once has no start and no expire date.",
  source: PUT_MUTE_RULE,
  refuse(values) {
    const isOnce = str(scheduleOf(values), "expression")?.startsWith("at(") === true;
    return isOnce && (values.startDate ?? values.expireDate) !== undefined
      ? "ValidationError: Can not set start or expire dates for At expressions: leave them out, or use cron"
      : undefined;
  },
};

/** Rules on the inputs of a mute rule alone. */
export const muteChecks: readonly Rule<Values>[] = [
  nameShape({
    id: "mute-rule-name-shape",
    input: "name",
    max: 255,
    pattern: /^[\w.-]+$/,
    allowed: "letters, digits and _.-",
    source: PUT_MUTE_RULE,
  }),
  expression,
  duration,
  targets,
  dates,
];
