import { days, fields, months } from "./schedule.ts";

const dayMinutes = 24 * 60;
const dayMilliseconds = dayMinutes * 60_000;
/** The longest that an alarm can look back. */
const longestWatched = 7 * dayMinutes;
/** What a start and the metric of it may be late by. */
const slackMinutes = 30;
const hour = 60;

/**
 * Minutes without a start after which a schedule must have been missed; undefined when its runs are further apart than
 * an alarm can look back, or end.
 */
export function missedAfterMinutes(schedule: string, timeZone: string): number | undefined {
  const gap = longestGapMinutes(schedule);
  const minutes = schedule.startsWith("rate")
    ? Math.max(2 * gap, slackMinutes)
    : gap + (changesItsClock(timeZone) ? hour : 0) + slackMinutes;
  return minutes <= longestWatched ? minutes : undefined;
}

/** In autumn an hour is there twice, and what is due once a day comes an hour later. */
function changesItsClock(timeZone: string): boolean {
  return !/^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(timeZone);
}

/** The longest time between two runs, by the clock on the wall; infinite when there is a last run. */
export function longestGapMinutes(schedule: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  if (count !== undefined) {
    return Number(count) * (unit === "day" ? dayMinutes : unit === "hour" ? hour : 1);
  }
  return longestGapOfCron(/^cron\((.*)\)$/.exec(schedule)?.[1]?.split(" ") ?? []);
}

/**
 * It goes through 28 years: after so many, every date of the year has been on every day of the week, in leap years and
 * in others.
 */
function longestGapOfCron(values: readonly string[]): number {
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = values;
  const times = numbers(1, hours).flatMap((at) => numbers(0, minutes).map((minute) => at * hour + minute));
  const [first = 0] = times;
  if (numbers(5, year).length <= 2199 - 1970) {
    return Number.POSITIVE_INFINITY;
  }
  const inMonth = new Set(numbers(3, month));
  const isDay = dayOfMonth === "?" ? onDayOfWeek(dayOfWeek) : onDayOfMonth(dayOfMonth);
  let longest = Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
  let last: number | undefined;
  let runs = 0;
  for (let day = Date.UTC(2000, 0, 1) / dayMilliseconds; day < Date.UTC(2028, 0, 1) / dayMilliseconds; day++) {
    const date = new Date(day * dayMilliseconds);
    if (inMonth.has(date.getUTCMonth() + 1) && isDay(date)) {
      longest = Math.max(longest, last === undefined ? 0 : day * dayMinutes + first - last);
      last = day * dayMinutes + (times.at(-1) ?? 0);
      runs++;
    }
  }
  return runs > 1 ? longest : Number.POSITIVE_INFINITY;
}

type DayTest = (date: Date) => boolean;

function onDayOfMonth(field: string): DayTest {
  const near = /^(\d+|L)W$/.exec(field)?.[1];
  if (near !== undefined) {
    return (date) => date.getUTCDate() === nearestWeekday(date, near === "L" ? daysInMonth(date) : Number(near));
  }
  const wanted = field === "L" ? [] : numbers(2, field);
  return field === "L"
    ? (date) => date.getUTCDate() === daysInMonth(date)
    : (date) => wanted.includes(date.getUTCDate());
}

function onDayOfWeek(field: string): DayTest {
  const [, of = "", which = ""] = /^(.+)(L|#\d)$/.exec(field) ?? [];
  const wanted = which !== "" ? [numberOf(of)] : field === "L" ? [7] : numbers(4, field);
  const isWeek: DayTest =
    which === ""
      ? () => true
      : which === "L"
        ? (date) => date.getUTCDate() > daysInMonth(date) - 7
        : (date) => Math.ceil(date.getUTCDate() / 7) === Number(which.slice(1));
  return (date) => wanted.includes(date.getUTCDay() + 1) && isWeek(date);
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The day from Monday to Friday that is nearest to a day, in the same month; none where the month has no such day. */
function nearestWeekday(date: Date, day: number): number {
  const length = daysInMonth(date);
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (day > length) {
    return 0;
  }
  if (weekday === 6) {
    return day === 1 ? 3 : day - 1;
  }
  return weekday === 0 ? (day === length ? day - 2 : day + 1) : day;
}

/** Every number that a field of cron stands for, in order; `field` counts from 0. */
export function numbers(field: number, text: string): number[] {
  const { min, max } = fields[field] ?? { min: 0, max: 0 };
  const all = text.split(",").flatMap((item) => {
    const [range = "", step] = item.split("/");
    const [from = min, to = step === undefined ? from : max] =
      range === "*" ? [min, max] : range.split("-").map(numberOf);
    const size = max - min + 1;
    // A range may go over the end of the field: FRI-MON.
    const count = (from <= to ? to - from : to - from + size) + 1;
    return Array.from({ length: count }, (_, index) => index)
      .filter((index) => index % Number(step ?? 1) === 0)
      .map((index) => ((from - min + index) % size) + min);
  });
  return [...new Set(all)].sort((a, b) => a - b);
}

/** The number of a month or a day, by its number or its name. */
function numberOf(text: string): number {
  const named = Math.max(months.split("|").indexOf(text), days.split("|").indexOf(text));
  return named === -1 ? Number(text) : named + 1;
}
