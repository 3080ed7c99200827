import type { Sleep } from "../stack.ts";

const MINUTES_A_DAY = 24 * 60;

/** Share of a week in which an environment is awake; 1 where it never sleeps. */
export function awakeShare(sleep: Sleep | undefined): number {
  if (sleep === undefined) {
    return 1;
  }
  const asleep = (minutesOf(sleep.to) - minutesOf(sleep.from) + MINUTES_A_DAY) % MINUTES_A_DAY;
  const days = 7 - sleep.wholeDays.length;
  return (days * (MINUTES_A_DAY - asleep)) / (7 * MINUTES_A_DAY);
}

function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}
