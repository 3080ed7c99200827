/** Minutes since Monday 00:00 UTC, from and to; `to` may lie in the next week. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAILY = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;
const WEEKLY = /^(\w{3}):([01]\d|2[0-3]):([0-5]\d)-(\w{3}):([01]\d|2[0-3]):([0-5]\d)$/;

/** A backup window every day and a maintenance window every week, as RDS and ElastiCache write them. */
export interface Windows {
  /** `02:00-03:00`, UTC. */
  readonly daily?: string | undefined;
  /** `sun:04:00-sun:05:00`, UTC. */
  readonly weekly?: string | undefined;
  readonly minMinutes: number;
}

/** What is wrong with the windows; `undefined` when both are legal and apart. */
export function refuseWindows({ daily, weekly, minMinutes }: Windows): string | undefined {
  const everyDay = daily === undefined ? [] : dailySpans(daily);
  if (everyDay === undefined) return `backup window "${daily}" is not valid: write it as 02:00-03:00 (UTC)`;
  const everyWeek = weekly === undefined ? [] : weeklySpans(weekly);
  if (everyWeek === undefined)
    return `maintenance window "${weekly}" is not valid: write it as sun:04:00-sun:05:00 (UTC)`;
  const short = [...everyDay, ...everyWeek].find(({ from, to }) => to - from < minMinutes);
  if (short !== undefined) {
    const minutes = short.to - short.from;
    return `a window of ${minutes} minutes is too short: backup and maintenance windows need at least ${minMinutes} minutes`;
  }
  const overlap = everyDay.some((one) => everyWeek.some((other) => overlaps(one, other)));
  return overlap
    ? `the backup window ${daily} and the maintenance window ${weekly} must not overlap: move one of them`
    : undefined;
}

function dailySpans(text: string): readonly Span[] | undefined {
  const match = DAILY.exec(text);
  if (match === null) return undefined;
  const [from, to] = [minutes(match[1], match[2]), minutes(match[3], match[4])];
  const length = (to - from + DAY) % DAY;
  return DAYS.map((_, day) => ({ from: day * DAY + from, to: day * DAY + from + length }));
}

function weeklySpans(text: string): readonly Span[] | undefined {
  const match = WEEKLY.exec(text.toLowerCase());
  if (match === null) return undefined;
  const [first, last] = [DAYS.indexOf(match[1] ?? ""), DAYS.indexOf(match[4] ?? "")];
  if (first < 0 || last < 0) return undefined;
  const from = first * DAY + minutes(match[2], match[3]);
  const to = last * DAY + minutes(match[5], match[6]);
  return [{ from, to: from + ((to - from + WEEK) % WEEK) }];
}

function minutes(hours = "0", rest = "0"): number {
  return Number(hours) * 60 + Number(rest);
}

function overlaps(one: Span, other: Span): boolean {
  return [-WEEK, 0, WEEK].some((shift) => one.from + shift < other.to && other.from < one.to + shift);
}
