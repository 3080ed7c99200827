/** One field of cron. */
export interface Field {
  readonly name: string;
  readonly pattern: RegExp;
  readonly min: number;
  readonly max: number;
}

export const months = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
export const days = "SUN|MON|TUE|WED|THU|FRI|SAT";

/** A list of values, ranges and steps of `value`, and what else the field takes. */
function listOf(value: string, other = ""): RegExp {
  const item = `(\\*|${value}(-${value})?)(/0*[1-9]\\d*)?`;
  return new RegExp(`^(${other === "" ? "" : `${other}|`}${item}(,${item})*)$`);
}

/** Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
export const fields: readonly Field[] = [
  { name: "minutes", pattern: listOf("\\d+"), min: 0, max: 59 },
  { name: "hours", pattern: listOf("\\d+"), min: 0, max: 23 },
  { name: "a day of month", pattern: listOf("\\d+", "\\?|L|LW|\\d+W"), min: 1, max: 31 },
  { name: "a month", pattern: listOf(`(\\d+|${months})`), min: 1, max: 12 },
  { name: "a day of week", pattern: listOf(`(\\d+|${days})`, `\\?|L|(\\d|${days})(L|#[1-5])`), min: 1, max: 7 },
  { name: "a year", pattern: listOf("\\d+"), min: 1970, max: 2199 },
];

const example = "write it like cron(0 3 * * ? *) or rate(1 hour)";

/** What is wrong with a schedule that fires once or again and again; undefined when nothing is. */
export function whatIsWrongWithScheduleOrTime(schedule: string): string | undefined {
  const time = /^at\((.*)\)$/.exec(schedule)?.[1];
  if (time === undefined) {
    const wrong = whatIsWrongWithSchedule(schedule);
    return wrong === `is no schedule: ${example}` ? `${wrong}, or at(2027-01-31T20:00:00)` : wrong;
  }
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(time);
  const read = isTime ? new Date(`${time}Z`) : undefined;
  return read !== undefined && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(time)
    ? undefined
    : "is no moment: write it like at(2027-01-31T20:00:00)";
}

/** What is wrong with a schedule of EventBridge Scheduler; undefined when nothing is. */
export function whatIsWrongWithSchedule(schedule: string): string | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(schedule);
  if (rate) {
    return whatIsWrongWithRate(Number(rate[1]), rate[2] ?? "", rate[3] ?? "");
  }
  const cron = /^cron\((.*)\)$/.exec(schedule)?.[1];
  if (cron === undefined) {
    return `is no schedule: ${example}`;
  }
  const values = cron.split(" ");
  if (values.length !== fields.length) {
    return `has ${values.length} fields: cron takes minutes, hours, day of month, month, day of week and year, like cron(0 3 * * ? *)`;
  }
  const wrong = fields.find((field, index) => !takes(field, values[index] ?? ""));
  if (wrong) {
    return `has ${wrong.name} that cron does not take: use ${wrong.min} to ${wrong.max}, * or lists, ranges and steps of them`;
  }
  return (values[2] === "?") === (values[4] === "?")
    ? "must have ? as day of month or as day of week, and as one of them only: like cron(0 3 * * ? *)"
    : undefined;
}

function whatIsWrongWithRate(value: number, unit: string, plural: string): string | undefined {
  if (value < 1) {
    return "never runs: use a rate of 1 or more";
  }
  const meant = `rate(${value} ${unit}${value === 1 ? "" : "s"})`;
  return (value === 1) === (plural === "") ? undefined : `does not match its number: write ${meant}`;
}

function takes({ pattern, min, max }: Field, value: string): boolean {
  // What follows / is a step and what follows # is a week: neither is a value of the field.
  const numbers = value.replace(/[/#]\d+/g, "").match(/\d+/g) ?? [];
  return pattern.test(value) && numbers.every((number) => Number(number) >= min && Number(number) <= max);
}

/** Whether `name` is a time zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  // The list is far cheaper than the first formatter of a process, which knows old names too.
  return Intl.supportedValuesOf("timeZone").includes(name) || hasFormatter(name);
}

function hasFormatter(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
