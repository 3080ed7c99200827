import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Instance } from "@pulumi/aws/rds/instance.js";
import type * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";

const gibibyte = 1024 ** 3;

/**
 * Alarms on what makes a database stop: no CPU left, or no space; and on one that is down.
 *
 * @returns the alarm on one that is down
 */
export function databaseAlarms(
  name: string,
  args: { readonly alarms: Alarms; readonly storageGiB: number },
  instance: Instance,
  child: { parent: pulumi.Resource },
): MetricAlarm {
  const dimensions = { DBInstanceIdentifier: instance.identifier };
  const metric = { namespace: "AWS/RDS", dimensions, statistic: "Average" };
  // Missing data is no reason: an instance that is stopped for the night has none.
  const shared = { severity: "page", missing: "missing" } as const;
  alarm(
    `${name}-cpu`,
    args.alarms,
    {
      ...shared,
      description: `database ${name} has been using more than 90 % of its CPU for 5 minutes: look at Database Insights for the statement`,
      metric: { ...metric, metricName: "CPUUtilization" },
      comparison: "above",
      threshold: 90,
      periodSeconds: 60,
      periods: 5,
    },
    child,
  );
  // RDS grows a volume that has had less than 10 % free for 5 minutes, at most once in 6 hours. So at half of that, for
  // three times as long, it has not grown: it may not (maxStorageGiB, the 6 hours) or not fast enough. The volume is
  // never smaller than the first one, so that normal growth does not come near.
  alarm(
    `${name}-storage`,
    args.alarms,
    {
      ...shared,
      description: `database ${name} has had less than 5 % of its first ${args.storageGiB} GiB free for 15 minutes and RDS has not grown it: raise maxStorageGiB or delete data`,
      metric: { ...metric, metricName: "FreeStorageSpace", statistic: "Minimum" },
      comparison: "below",
      threshold: (args.storageGiB * gibibyte) / 20,
      periodSeconds: 300,
      periods: 3,
    },
    child,
  );
  // RDS has no metric for "up". It counts connections once a minute as long as the instance answers, none included, so
  // only the gap tells: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
  return alarm(
    `${name}-down`,
    args.alarms,
    {
      ...shared,
      description: `database ${name} has not said how many connections it has for 3 minutes: look at its events in RDS`,
      metric: { ...metric, metricName: "DatabaseConnections", statistic: "Minimum" },
      comparison: "below",
      threshold: 0,
      periodSeconds: 60,
      periods: 3,
      missing: "breaching",
    },
    child,
  );
}
