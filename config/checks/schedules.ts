import { isTimeZone, whatIsWrongWithSchedule } from "../../lib/schedule.ts";
import { longestGapMinutes } from "../../lib/schedule-gap.ts";
import type { Config, JobConfig } from "../blocks.ts";
import type { Path } from "../path.ts";
import type { Report } from "../problem.ts";

/** Jobs have schedules that EventBridge Scheduler takes, and count as missed only when they are. */
export function checkSchedules({ app, environment }: Config, report: Report): void {
  for (const [key, job] of Object.entries(app.jobs ?? {})) {
    const path: Path = ["app", "jobs", key];
    checkSchedule([...path, "schedule"], job.schedule, report);
    if (job.timeZone !== undefined && !isTimeZone(job.timeZone)) {
      report.problem([...path, "timeZone"], job.timeZone, "is no time zone: write it like Europe/Stockholm or UTC");
    }
    checkMissed([...path, "missedAfterMinutes"], job, environment.jobs?.[key]?.schedule ?? job.schedule, report);
  }
  for (const [key, { schedule }] of Object.entries(environment.jobs ?? {})) {
    checkSchedule(["environment", "jobs", key, "schedule"], schedule, report);
  }
}

function checkSchedule(path: Path, schedule: string | undefined, report: Report): void {
  const wrong = schedule === undefined ? undefined : whatIsWrongWithSchedule(schedule);
  if (wrong !== undefined) {
    report.problem(path, schedule, wrong);
  }
}

function checkMissed(path: Path, { missedAfterMinutes }: JobConfig, schedule: string, report: Report): void {
  if (missedAfterMinutes === undefined || whatIsWrongWithSchedule(schedule) !== undefined) {
    return;
  }
  const gap = longestGapMinutes(schedule);
  if (missedAfterMinutes <= gap) {
    const apart = Number.isFinite(gap) ? `two runs of ${schedule} are up to ${gap} minutes apart` : `${schedule} ends`;
    report.problem(path, missedAfterMinutes, `${apart}, so the alarm would ring for nothing: raise it, or remove it`);
  }
}
