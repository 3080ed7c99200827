import { minuteOfWeek, minutesOfDay, minutesOfWeek, overlaps, spanBetween, type WeekSpan } from "./week-span.ts";

/** A time in which nothing is deployed: every week (`fri 15:00`), or once (`2026-12-20T00:00`); local to its zone. */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** In milliseconds. */
const minute = 60_000;

/** A local date and time without a zone. */
export const localMoment = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/;

/** Whether it comes back every week. */
export function isWeekly({ from, to }: Freeze): boolean {
  return minuteOfWeek(from) !== undefined && minuteOfWeek(to) !== undefined;
}

/** Whether it is once. */
export function isDated({ from, to }: Freeze): boolean {
  return localMoment.test(from) && localMoment.test(to);
}

/** Minutes from the beginning to the end of one that is once; not more than 0 when its ends are the wrong way round. */
export function minutesOf({ from, to }: Freeze): number {
  return (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / minute;
}

/**
 * Whether a window that RDS opens every week, in UTC, can open while nothing is to be changed. A plan does not know what
 * day it is, so a zone with summer time counts with both of its offsets.
 */
export function meets(freeze: Freeze, window: WeekSpan): boolean {
  return spansOf(freeze).some((span) => overlaps(span, window));
}

/**
 * Until when it lasts, where `now` is in it. An end that the clock skips or shows twice, as summer time comes or goes,
 * is taken so that it lasts longer.
 */
export function frozenAt(freeze: Freeze, now: Date): Date | undefined {
  const { timeZone } = freeze;
  const end = turnsOf(freeze, now)
    .filter(({ from }) => Math.min(...instantsOf(from, timeZone)) <= now.getTime())
    .map(({ to }) => Math.max(...instantsOf(to, timeZone)))
    .find((moment) => now.getTime() < moment);
  return end === undefined ? undefined : new Date(end);
}

/** When it is: once as it is written, or the turns of every week around a moment, as if each were once. */
function turnsOf(freeze: Freeze, now: Date): readonly Pick<Freeze, "from" | "to">[] {
  const [from, to] = [minuteOfWeek(freeze.from), minuteOfWeek(freeze.to)];
  if (from === undefined || to === undefined) {
    return isDated(freeze) ? [freeze] : [];
  }
  const span = spanBetween(from, to);
  const today = localTime(now.getTime() + offsetAt(now, freeze.timeZone) * minute);
  const monday = Date.parse(`${today}Z`) - minuteOfDate(today) * minute;
  return [-minutesOfWeek, 0, minutesOfWeek].map((week) => ({
    from: localTime(monday + (week + span.from) * minute),
    to: localTime(monday + (week + span.to) * minute),
  }));
}

/** `2026-12-20T00:00` */
function localTime(asUtc: number): string {
  return new Date(asUtc).toISOString().slice(0, "2026-12-20T00:00".length);
}

/** When the clock of a zone shows a local time: once, twice in autumn; around the hour that is left out in spring. */
function instantsOf(local: string, timeZone: string): readonly number[] {
  const asUtc = Date.parse(`${local}Z`);
  const around = [-minutesOfDay, minutesOfDay].map((minutes) => asUtc + minutes * minute);
  const possible = around.map((moment) => asUtc - offsetAt(new Date(moment), timeZone) * minute);
  const shown = possible.filter((moment) => moment + offsetAt(new Date(moment), timeZone) * minute === asUtc);
  return shown.length > 0 ? shown : possible;
}

function spansOf(freeze: Freeze): readonly WeekSpan[] {
  const [from, to] = [minuteOfWeek(freeze.from), minuteOfWeek(freeze.to)];
  if (from !== undefined && to !== undefined) {
    const local = spanBetween(from, to);
    return offsetsOf(freeze.timeZone).map((offset) => ({ from: local.from - offset, to: local.to - offset }));
  }
  const length = minutesOf(freeze);
  if (length >= minutesOfWeek) {
    return [{ from: 0, to: minutesOfWeek }];
  }
  const first = minuteOfDate(freeze.from);
  return offsetsOf(freeze.timeZone).map((offset) => ({ from: first - offset, to: first - offset + length }));
}

/** The minute of the week of a local date, as if it were UTC. */
function minuteOfDate(local: string): number {
  const date = new Date(`${local}Z`);
  const day = (date.getUTCDay() + 6) % 7;
  return day * minutesOfDay + date.getUTCHours() * 60 + date.getUTCMinutes();
}

/** Minutes east of Greenwich, in winter and in summer. */
function offsetsOf(timeZone: string): readonly number[] {
  return [...new Set([0, 6].map((month) => offsetAt(new Date(Date.UTC(2026, month, 15, 12)), timeZone)))];
}

/** By their time zone: to make one takes longer than to read a stack file. */
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(moment: Date, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  formats.set(timeZone, format);
  const parts = format.formatToParts(moment);
  const text = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
