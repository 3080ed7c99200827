import { type Freeze, isWeekly, meets } from "./freeze.ts";
import { dailySpans, overlaps, spanBetween, type WeekSpan, weekMomentText } from "./week-span.ts";

/** Sunday first, when the fewest people look; then through the week. */
const dayOrder = [6, 5, 0, 1, 2, 3, 4];
/** Hours of the night in UTC, then those of the evening, then the rest. */
const hourOrder = [4, 3, 2, 1, 0, 5, 22, 23, 6, 21, 20, 19, 18, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17];

/** An hour of the week outside every weekly freeze and the backup's window; undefined when there is none. */
export function freeMaintenanceWindow(backup: string, freezes: readonly Freeze[]): string | undefined {
  const weekly = freezes.filter(isWeekly);
  const backups = dailySpans(backup) ?? [];
  const isFree = (hour: WeekSpan) =>
    !backups.some((span) => overlaps(span, hour)) && !weekly.some((freeze) => meets(freeze, hour));
  const free = hourOrder.flatMap((hour) => dayOrder.map((day) => hourOf(day, hour))).find(isFree);
  return free && `${weekMomentText(free.from)}-${weekMomentText(free.to)}`;
}

function hourOf(day: number, hour: number): WeekSpan {
  const from = (day * 24 + hour) * 60;
  return spanBetween(from, from + 60);
}
