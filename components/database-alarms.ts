import type { Instance } from "@pulumi/aws/rds/instance.js";
import type * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";

const gibibyte = 1024 ** 3;

/** Alarms on what makes a database stop: no CPU left, or no space. */
export function databaseAlarms(
  name: string,
  args: { readonly alarms: Alarms; readonly storageGiB: number },
  instance: Instance,
  child: { parent: pulumi.Resource },
): void {
  const dimensions = { DBInstanceIdentifier: instance.identifier };
  const metric = { namespace: "AWS/RDS", dimensions, statistic: "Average" };
  // Missing data is no reason: an instance that is stopped for the night has none.
  const shared = { severity: "page", periodSeconds: 60, periods: 5, missing: "missing" } as const;
  alarm(
    `${name}-cpu`,
    args.alarms,
    {
      ...shared,
      description: `database ${name} has been using more than 90 % of its CPU for 5 minutes: look at Database Insights for the statement`,
      metric: { ...metric, metricName: "CPUUtilization" },
      comparison: "above",
      threshold: 90,
    },
    child,
  );
  alarm(
    `${name}-storage`,
    args.alarms,
    {
      ...shared,
      description: `database ${name} has less than 10 % of its first ${args.storageGiB} GiB free: raise maxStorageGiB or delete data`,
      metric: { ...metric, metricName: "FreeStorageSpace", statistic: "Minimum" },
      comparison: "below",
      threshold: (args.storageGiB * gibibyte) / 10,
    },
    child,
  );
}
