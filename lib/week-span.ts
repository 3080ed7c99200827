/** Minutes since Monday 00:00 UTC, from and to; `to` may lie in the next week. */
export interface WeekSpan {
  readonly from: number;
  readonly to: number;
}

/** Days as RDS and people write them, in order. */
export const weekDays: readonly string[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export const minutesOfDay = 24 * 60;
export const minutesOfWeek = 7 * minutesOfDay;

const clock = String.raw`([01]\d|2[0-3]):([0-5]\d)`;
const weekDay = weekDays.join("|");
/** `02:00-03:00` */
export const dailyWindow = new RegExp(`^${clock}-${clock}$`);
/** `sun:04:00-sun:05:00` */
export const weeklyWindow = new RegExp(`^(${weekDay}):${clock}-(${weekDay}):${clock}$`);
/** `fri 15:00` */
export const weekMoment = new RegExp(`^(${weekDay}) ${clock}$`);

/** The seven spans of a window of every day; undefined when it is written otherwise. */
export function dailySpans(window: string): readonly WeekSpan[] | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = dailyWindow.exec(window) ?? [];
  if (fromHour === undefined) {
    return undefined;
  }
  const from = minutes(fromHour, fromMinute);
  const length = (minutes(toHour, toMinute) - from + minutesOfDay) % minutesOfDay;
  return weekDays.map((_, day) => ({ from: day * minutesOfDay + from, to: day * minutesOfDay + from + length }));
}

/** The span of a window of every week; undefined when it is written otherwise. */
export function weeklySpan(window: string): WeekSpan | undefined {
  const [, fromDay, fromHour, fromMinute, toDay, toHour, toMinute] = weeklyWindow.exec(window.toLowerCase()) ?? [];
  return fromDay === undefined || toDay === undefined
    ? undefined
    : spanBetween(at(fromDay, fromHour, fromMinute), at(toDay, toHour, toMinute));
}

/** The minute of the week that `fri 15:00` is; undefined when it is written otherwise. */
export function minuteOfWeek(moment: string): number | undefined {
  const [, day, hour, minute] = weekMoment.exec(moment) ?? [];
  return day === undefined ? undefined : at(day, hour, minute);
}

/** From one minute of the week to the next time that it is another. */
export function spanBetween(from: number, to: number): WeekSpan {
  return { from, to: from + ((to - from + minutesOfWeek) % minutesOfWeek) };
}

/** Whether two spans that come back every week have a minute in common. */
export function overlaps(one: WeekSpan, other: WeekSpan): boolean {
  return [-minutesOfWeek, 0, minutesOfWeek].some((shift) => one.from + shift < other.to && other.from < one.to + shift);
}

/** A moment of the week, `sun:04:00`. */
export function weekMomentText(minute: number): string {
  const inWeek = ((minute % minutesOfWeek) + minutesOfWeek) % minutesOfWeek;
  const inDay = inWeek % minutesOfDay;
  const two = (number: number) => `${number}`.padStart(2, "0");
  return `${weekDays[Math.floor(inWeek / minutesOfDay)]}:${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`;
}

function at(day: string, hour: string | undefined, minute: string | undefined): number {
  return weekDays.indexOf(day) * minutesOfDay + minutes(hour, minute);
}

function minutes(hours = "0", rest = "0"): number {
  return Number(hours) * 60 + Number(rest);
}
