import { type Freeze, meets } from "./freeze.ts";
import { days } from "./schedule.ts";
import { numbers } from "./schedule-gap.ts";
import { dailySpans, minutesOfDay, weekDays, weeklySpan } from "./week-span.ts";

/** Hours in which a stack sleeps, every day, and days on which nothing wakes it. */
export interface SleepHours {
  /** `HH:MM`, 24 hours. */
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
  /** `sat`, `sun` … */
  readonly wholeDays: readonly string[];
}

/** When alarms are muted: the beginning as CloudWatch writes it, and how long. */
export interface MuteWindow {
  readonly expression: string;
  /** ISO 8601. */
  readonly duration: string;
}

const hourMinutes = 60;
/** What databases take to start, tasks to come up and alarms to see both; an alarm that still rings is told then. */
const graceMinutes = 30;

/** Minutes of one night. */
export function nightMinutes({ from, to }: Pick<SleepHours, "from" | "to">): number {
  return (minuteOf(to) - minuteOf(from) + minutesOfDay) % minutesOfDay;
}

/** Schedules of EventBridge Scheduler; without `wake` there is no day on which it wakes by itself. */
export function sleepSchedules({ from, to, wholeDays }: SleepHours): {
  readonly sleep: string;
  readonly wake?: string;
} {
  const waking = weekDays.filter((day) => !wholeDays.includes(day)).map((day) => day.toUpperCase());
  return {
    sleep: `cron(${timeFields(from)} * * ? *)`,
    ...(waking.length > 0 && { wake: `cron(${timeFields(to)} ? * ${waking.join(",")} *)` }),
  };
}

/** Windows of alarm mute rules, which lap over each other so that no alarm acts between two of them. */
export function muteWindows(hours: SleepHours): Readonly<Record<string, MuteWindow>> {
  const { from, to, wholeDays } = hours;
  const night = nightMinutes(hours);
  const named = weekDays.filter((day) => wholeDays.includes(day)).map((day) => day.toUpperCase());
  return {
    nights: { expression: `cron(${timeFields(from)} * * *)`, duration: durationOf(night + graceMinutes) },
    ...(named.length > 0 && {
      "whole-days": {
        expression: `cron(${timeFields(to)} * * ${named.join(",")})`,
        duration: durationOf(minutesOfDay - night + graceMinutes),
      },
    }),
  };
}

/** Whether a schedule of EventBridge Scheduler may start something while the stack sleeps. */
export function mayStartAsleep(schedule: string, timeZone: string, hours: SleepHours): boolean {
  const [minutes, hour, , , dayOfWeek] = /^cron\((.*)\)$/.exec(schedule)?.[1]?.split(" ") ?? [];
  if (minutes === undefined || hour === undefined || dayOfWeek === undefined || timeZone !== hours.timeZone) {
    return true;
  }
  const times = numbers(1, hour).flatMap((at) => numbers(0, minutes).map((minute) => at * hourMinutes + minute));
  const night = nightMinutes(hours);
  const isAtNight = times.some((time) => (time - minuteOf(hours.from) + minutesOfDay) % minutesOfDay < night);
  return isAtNight || namesOfDays(dayOfWeek).some((day) => hours.wholeDays.includes(day));
}

/** Whether a window that RDS opens every day or every week, in UTC, can open while the stack sleeps. */
export function opensAsleep(window: string, hours: SleepHours): boolean {
  const weekly = weeklySpan(window);
  // What is missed on a whole day is done on the others, when it is done every day.
  const asleep = weekly ? sleepSpans(hours) : nightsOf(hours);
  const opened = weekly ? [weekly] : (dailySpans(window) ?? []);
  return asleep.some((span) => opened.some((open) => meets(span, open)));
}

/** An hour of every day, in UTC, that lies in no night; undefined when there is none. */
export function awakeWindow(hours: SleepHours): string | undefined {
  const two = (hour: number) => `${hour % 24}`.padStart(2, "0");
  return Array.from({ length: 24 }, (_, hour) => `${two(hour)}:00-${two(hour + 1)}:00`).find(
    (window) => !opensAsleep(window, hours),
  );
}

/** When it sleeps, in every week. */
export function sleepSpans(hours: SleepHours): readonly Freeze[] {
  const { from, to, timeZone, wholeDays } = hours;
  const days = weekDays
    .filter((day) => wholeDays.includes(day))
    .map((day) => ({ from: `${day} ${to}`, to: `${isOverMidnight(hours) ? day : dayAfter(day)} ${from}`, timeZone }));
  return [...nightsOf(hours), ...days];
}

function nightsOf(hours: SleepHours): readonly Freeze[] {
  const { from, to, timeZone } = hours;
  return weekDays.map((day) => ({
    from: `${day} ${from}`,
    to: `${isOverMidnight(hours) ? dayAfter(day) : day} ${to}`,
    timeZone,
  }));
}

function isOverMidnight({ from, to }: SleepHours): boolean {
  return minuteOf(to) < minuteOf(from);
}

function dayAfter(day: string): string {
  return weekDays[(weekDays.indexOf(day) + 1) % weekDays.length] ?? day;
}

/** Days that a field of cron may mean; every one where it takes a calendar to tell. */
function namesOfDays(field: string): readonly string[] {
  if (!/^([A-Z]{3}|\d|[,*-])+$/.test(field)) {
    return weekDays;
  }
  return numbers(4, field).map((day) => (days.split("|")[day - 1] ?? "").toLowerCase());
}

function minuteOf(time: string): number {
  const [hours = "0", minutes = "0"] = time.split(":");
  return Number(hours) * hourMinutes + Number(minutes);
}

/** The first two fields of cron. */
function timeFields(time: string): string {
  const minute = minuteOf(time);
  return `${minute % hourMinutes} ${Math.floor(minute / hourMinutes)}`;
}

function durationOf(minutes: number): string {
  const rest = minutes % hourMinutes;
  return `PT${Math.floor(minutes / hourMinutes)}H${rest === 0 ? "" : `${rest}M`}`;
}
