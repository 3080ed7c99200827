interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
  /** Characters that only this field knows, as whole values. */
  readonly special?: RegExp;
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FIELDS: readonly Field[] = [
  { name: "minutes", from: 0, to: 59 },
  { name: "hours", from: 0, to: 23 },
  { name: "day of month", from: 1, to: 31, special: /^(\?|L|LW|\d{1,2}W)$/ },
  { name: "month", from: 1, to: 12, words: MONTHS },
  { name: "day of week", from: 1, to: 7, words: DAYS, special: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ },
  { name: "year", from: 1970, to: 2199 },
];

/** What is wrong with an expression of EventBridge Scheduler; `undefined` when it is legal. */
export function refuseSchedule(expression: string): string | undefined {
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (cron !== undefined) return refuseCron(cron.trim().split(/\s+/));
  const rate = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(expression);
  if (rate !== null) {
    if (Number(rate[1]) === 0) return "a rate is 1 or more";
    return (Number(rate[1]) === 1) === rate[2]?.endsWith("s") ? `write rate(1 minute) but rate(5 minutes)` : undefined;
  }
  if (/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(expression)) return undefined;
  return "write cron(<minutes> <hours> <day of month> <month> <day of week> <year>), rate(5 minutes) or at(2026-12-24T18:00:00)";
}

function refuseCron(values: readonly string[]): string | undefined {
  if (values.length !== FIELDS.length) return `cron has ${FIELDS.length} fields here, and this has ${values.length}`;
  const [, , dayOfMonth, , dayOfWeek] = values;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) return "exactly one of day of month and day of week is ?";
  return FIELDS.map((field, at) => refuseField(field, values[at] ?? "")).find((refusal) => refusal !== undefined);
}

function refuseField(field: Field, value: string): string | undefined {
  const wrong = value.split(",").find((part) => !isPart(field, part));
  return wrong === undefined ? undefined : `${field.name} "${wrong}" is not ${field.from} to ${field.to}`;
}

function isPart(field: Field, part: string): boolean {
  if (field.special?.test(part)) return true;
  const [range = "", step, more] = part.split("/");
  if (more !== undefined || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === "*") return true;
  const ends = range.split("-").map((end) => numberOf(field, end));
  const [from, to] = ends;
  if (ends.length > 2 || ends.includes(undefined) || from === undefined) return false;
  return to === undefined || from <= to;
}

function numberOf({ from, to, words }: Field, text: string): number | undefined {
  const word = words?.indexOf(text.toUpperCase()) ?? -1;
  if (word >= 0) return word + 1;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}
