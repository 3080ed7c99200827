import { dailySpans, overlaps, weeklySpan } from "../../lib/week-span.ts";

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
  const everyWeek = weekly === undefined ? undefined : weeklySpan(weekly);
  if (weekly !== undefined && everyWeek === undefined)
    return `maintenance window "${weekly}" is not valid: write it as sun:04:00-sun:05:00 (UTC)`;
  const short = [...everyDay, ...(everyWeek ? [everyWeek] : [])].find(({ from, to }) => to - from < minMinutes);
  if (short !== undefined) {
    const minutes = short.to - short.from;
    return `a window of ${minutes} minutes is too short: backup and maintenance windows need at least ${minMinutes} minutes`;
  }
  return everyWeek !== undefined && everyDay.some((one) => overlaps(one, everyWeek))
    ? `the backup window ${daily} and the maintenance window ${weekly} must not overlap: move one of them`
    : undefined;
}
