import { isTimeZone, whatIsWrongWithSchedule } from "../../lib/schedule.ts";
import type { Config } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";

/** Jobs have schedules that EventBridge Scheduler takes. */
export function checkSchedules({ app, environment }: Config, report: Report): void {
  const check = (path: Path, schedule: string | undefined) => {
    const wrong = schedule === undefined ? undefined : whatIsWrongWithSchedule(schedule);
    if (wrong !== undefined) {
      report.problem(path, schedule, wrong);
    }
  };
  for (const [key, { schedule, timeZone }] of Object.entries(app.jobs ?? {})) {
    check(["app", "jobs", key, "schedule"], schedule);
    if (timeZone !== undefined && !isTimeZone(timeZone)) {
      report.problem(
        ["app", "jobs", key, "timeZone"],
        timeZone,
        "is no time zone: write it like Europe/Stockholm or UTC",
      );
    }
  }
  for (const [key, { schedule }] of Object.entries(environment.jobs ?? {})) {
    check(["environment", "jobs", key, "schedule"], schedule);
  }
}
