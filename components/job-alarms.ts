import type * as pulumi from "@pulumi/pulumi";
import { watchedFor } from "../lib/missed-run.ts";
import { type AlarmArgs, alarm } from "./alarm.ts";
import type { JobArgs } from "./job-args.ts";
import { sqsQueueMetrics } from "./queue-metrics.ts";
import type { Task } from "./task.ts";
import { failedRunsMetric } from "./task-events.ts";

/** What the alarms of a job look at. */
export interface Watched {
  readonly scheduleGroup: pulumi.Input<string>;
  /** Name of the queue for runs that were not started. */
  readonly droppedQueue: pulumi.Input<string>;
  readonly task: Pick<Task, "family" | "exitCodes">;
}

/** Alarms on the five ways in which a run does not happen or does not end well. */
export function jobAlarms(name: string, args: JobArgs, watched: Watched, child: { parent: pulumi.Resource }): void {
  const { task } = watched;
  const dimensions = { ScheduleGroup: watched.scheduleGroup };
  const scheduler = (metricName: string) => ({
    metric: { namespace: "AWS/Scheduler", metricName, statistic: "Sum", dimensions },
  });
  const failures = failedRunsMetric(`${name}-failures`, args.events, task, child);
  const alarms: Readonly<Record<string, Pick<AlarmArgs, "description" | "metric">>> = {
    "not-started": {
      description: `job ${name} could not be started: look at the role, the cluster's capacity and the image`,
      ...scheduler("TargetErrorCount"),
    },
    dropped: {
      description: `a run of job ${name} was given up after ${args.launchRetries} tries: run it by hand if it must not be missed`,
      ...scheduler("InvocationDroppedCount"),
    },
    "not-delivered": {
      description: `runs of job ${name} that were given up wait in its queue: read why in the message, run it by hand if it must not be missed, and purge the queue`,
      metric: { ...sqsQueueMetrics(watched.droppedQueue).depth, statistic: "Maximum" },
    },
    failed: {
      description: `a run of job ${name} ended with an exit code other than 0 or never began: look at the last lines of its log`,
      metric: failures,
    },
  };
  for (const [kind, own] of Object.entries(alarms)) {
    const usual = {
      severity: "notify",
      runbook: "job-failed",
      comparison: "above",
      threshold: 0,
      periodSeconds: 300,
      periods: 1,
    } as const;
    alarm(`${name}-${kind}`, args.alarms, { ...usual, missing: "notBreaching", ...own }, child);
  }
  missedAlarm(name, args, scheduler("InvocationAttemptCount"), child);
}

/** A paused job misses nothing. */
function missedAlarm(
  name: string,
  { missedAfterMinutes, paused, alarms }: JobArgs,
  { metric }: Pick<AlarmArgs, "metric">,
  child: { parent: pulumi.Resource },
): void {
  if (missedAfterMinutes === undefined || paused) {
    return;
  }
  alarm(
    `${name}-missed`,
    alarms,
    {
      severity: "notify",
      runbook: "job-missed",
      description: `no run of job ${name} was started for ${missedAfterMinutes} minutes: look at whether its schedule is enabled`,
      metric,
      comparison: "below",
      threshold: 1,
      ...watchedFor(missedAfterMinutes),
      // The scheduler counts only when it does something, so a missed run is no data; but so is a job whose first run
      // is still to come, and that is no reason to ring.
      missing: "tells",
    },
    child,
  );
}
