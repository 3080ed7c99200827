import type * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm, earlyWarning } from "./alarm.ts";

const gibibyte = 1024 ** 3;
const daySeconds = 86_400;

/** Alarms on a volume that is nearly full, and on one that will be soon. */
export function storageAlarms(
  name: string,
  { alarms, storageGiB }: { readonly alarms: Alarms; readonly storageGiB: number },
  instance: pulumi.Input<string>,
  child: { parent: pulumi.Resource },
): void {
  const free = {
    namespace: "AWS/RDS",
    metricName: "FreeStorageSpace",
    dimensions: { DBInstanceIdentifier: instance },
  };
  // RDS grows a volume that has had less than 10 % free for 5 minutes, at most once in 6 hours. So at half of that, for
  // three times as long, it has not grown: it may not (maxStorageGiB, the 6 hours) or not fast enough. The volume is
  // never smaller than the first one, so that normal growth does not come near.
  alarm(
    `${name}-storage`,
    alarms,
    {
      severity: "page",
      runbook: "database-storage",
      description: `database ${name} has had less than 5 % of its first ${storageGiB} GiB free for 15 minutes and RDS has not grown it: raise maxStorageGiB or delete data`,
      metric: { ...free, statistic: "Minimum" },
      comparison: "below",
      threshold: (storageGiB * gibibyte) / 20,
      periodSeconds: 300,
      periods: 3,
      missing: "missing",
    },
    child,
  );
  // RDS grows a volume with 10 % left, so three days are left at that moment only to one that fills by 3 % a day.
  earlyWarning(
    `${name}-storage-days`,
    alarms,
    {
      runbook: "database-storage",
      description: `at the pace of the last day the volume of database ${name} is full in less than 3 days: find out what grows, and raise maxStorageGiB in time`,
      metric: {
        metricQueries: [
          { id: "left", expression: daysLeft, label: "days left", returnData: true },
          { id: "free", returnData: false, metric: { ...free, stat: "Minimum", period: daySeconds } },
        ],
      },
      comparison: "below",
      threshold: 3,
      // A rate needs the day before, and a volume that was grown today had a rate of its own.
      periods: 2,
      datapoints: 1,
      missing: "notBreaching",
    },
    child,
  );
}

/** A volume that does not fill lasts: a year stands for it. */
const daysLeft = `IF(RATE(free) < 0, free / (0 - RATE(free)) / ${daySeconds}, 365)`;
