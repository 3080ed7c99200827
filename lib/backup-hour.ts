import { dailySpans, minutesOfDay, overlaps, type WeekSpan, weekDays, weeklySpan } from "./week-span.ts";

/** Windows in which RDS takes its own backup and looks after an instance, in UTC. */
export interface DatabaseWindows {
  /** `02:00-03:00`. */
  readonly backup: string;
  /** `sun:04:00-sun:05:00`. */
  readonly maintenance: string;
}

/**
 * Hour of the day, in UTC, in which AWS Backup may begin to back up an instance every day: RDS takes no other backup
 * during its windows and within an hour before them. It is soon after RDS's own, when an instance that sleeps is awake.
 *
 * Source: https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html (Amazon RDS)
 */
export function backupHour({ backup, maintenance }: DatabaseWindows): number {
  const weekly = weeklySpan(maintenance);
  const daily = dailySpans(backup) ?? [];
  const closed = [...daily, ...(weekly ? [weekly] : [])].map(({ from, to }) => ({
    from: from - 60,
    to,
  }));
  const first = Math.ceil((daily[0]?.to ?? 0) / 60);
  const hours = Array.from({ length: 24 }, (_, after) => (first + after) % 24);
  return hours.find((hour) => everyDay(hour).every((span) => !closed.some((other) => overlaps(span, other)))) ?? 0;
}

/** The hour of each day of the week, with its last minute. */
function everyDay(hour: number): WeekSpan[] {
  return weekDays.map((_, day) => ({
    from: day * minutesOfDay + hour * 60,
    to: day * minutesOfDay + (hour + 1) * 60 + 1,
  }));
}
