import { isTimeZone } from "../../lib/schedule.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";

const path: Path = ["environment", "cost", "sleep"];

/** A place that sleeps has a night, and nothing else that moves its tasks by the clock. */
export function checkSleep({ environment }: Pick<Config, "environment">, report: Report): void {
  const sleep = environment.cost?.sleep;
  if (!sleep) {
    return;
  }
  if (environment.profile === "production") {
    report.problem(path, undefined, "production is there at any hour: remove it, or use the profile staging");
  }
  if (sleep.from === sleep.to) {
    report.problem([...path, "to"], sleep.to, "is when it goes to sleep, too: write when it wakes");
  }
  if (!isTimeZone(sleep.timeZone)) {
    report.problem([...path, "timeZone"], sleep.timeZone, "is no time zone: write it like Europe/Stockholm or UTC");
  }
  for (const [key, { scale }] of Object.entries(environment.services ?? {})) {
    if (scale?.schedules?.length) {
      const says = `would start tasks in the hours of ${path.join(".")}, and sleep would end what they say: remove one of the two`;
      report.problem(["environment", "services", key, "scale", "schedules"], undefined, says);
    }
  }
}
