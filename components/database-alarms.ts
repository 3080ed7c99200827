import type * as pulumi from "@pulumi/pulumi";
import { databaseClass, maxConnections } from "../lib/instance-classes.ts";
import { type AlarmArgs, type Alarms, alarm, earlyWarning } from "./alarm.ts";
import { pageOnce } from "./composite-alarm.ts";
import { storageAlarms } from "./database-storage-alarms.ts";

/** What the alarms need to know of their instance. */
export interface DatabaseAlarmsArgs {
  readonly alarms: Alarms;
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The instances, by their identifiers; replicas by their logical names. */
export interface Instances {
  readonly primary: pulumi.Input<string>;
  readonly replicas: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Names of alarms that others look at. */
export interface DatabaseAlarms {
  /** Rings while it is down. */
  readonly downAlarmName: pulumi.Output<string>;
  /** Pages for it: it is down, or has no CPU left. */
  readonly brokenAlarmNames: pulumi.Output<string>[];
}

type Child = { parent: pulumi.Resource };

/** Alarms on what makes a database stop, on one that is down, and early on what will make it slow. */
export function databaseAlarms(
  name: string,
  args: DatabaseAlarmsArgs,
  { primary, replicas }: Instances,
  child: Child,
): DatabaseAlarms {
  const metric = (metricName: string, statistic: string): AlarmArgs["metric"] => ({
    namespace: "AWS/RDS",
    metricName,
    statistic,
    dimensions: { DBInstanceIdentifier: primary },
  });
  const down = downAlarm(name, args.alarms, metric("DatabaseConnections", "Minimum"), child);
  const cpu = alarm(
    `${name}-cpu`,
    args.alarms,
    {
      severity: "symptom",
      runbook: "database-broken",
      description: `database ${name} has been using more than 90 % of its CPU for 5 minutes: look at Database Insights for the statement`,
      metric: metric("CPUUtilization", "Average"),
      comparison: "above",
      threshold: 90,
      periodSeconds: 60,
      periods: 5,
      missing: "missing",
    },
    child,
  );
  storageAlarms(name, args, primary, child);
  connectionsAlarm(name, args, metric("DatabaseConnections", "Maximum"), child);
  memoryAlarm(name, args, metric("FreeableMemory", "Average"), child);
  burstAlarm(name, args.alarms, primary, child);
  for (const [replica, identifier] of Object.entries(replicas)) {
    lagAlarm(replica, args.alarms, identifier, child);
  }
  const brokenAlarmNames = pageOnce(
    name,
    args.alarms,
    {
      kind: "broken",
      description: `database ${name} is down, or has had no CPU left for 5 minutes: look at its events in RDS and at Database Insights`,
      runbook: "database-broken",
      symptoms: { always: [down, cpu] },
      causes: [],
    },
    child,
  );
  return { downAlarmName: down.name, brokenAlarmNames };
}

/**
 * RDS has no metric for "up". It counts connections once a minute as long as the instance answers, none included, so
 * only the gap tells: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 */
function downAlarm(name: string, alarms: Alarms, metric: AlarmArgs["metric"], child: Child) {
  return alarm(
    `${name}-down`,
    alarms,
    {
      severity: "symptom",
      runbook: "database-broken",
      description: `database ${name} has not said how many connections it has for 3 minutes: look at its events in RDS`,
      metric,
      comparison: "below",
      threshold: 0,
      periodSeconds: 60,
      periods: 3,
      missing: "breaching",
    },
    child,
  );
}

/** Four fifths of what Postgres takes; not where a parameter makes a formula of it. */
function connectionsAlarm(name: string, args: DatabaseAlarmsArgs, metric: AlarmArgs["metric"], child: Child): void {
  const most = maxConnections(args.instanceClass, args.parameters);
  if (most === undefined) {
    return;
  }
  alarm(
    `${name}-connections`,
    args.alarms,
    {
      severity: "notify",
      runbook: "database-connections",
      description: `database ${name} has had more than 80 % of about ${most} connections for 5 minutes: look at who holds them, then lower a pool or a max, or take a larger class`,
      metric,
      comparison: "above",
      threshold: Math.floor(0.8 * most),
      periodSeconds: 60,
      periods: 5,
      missing: "missing",
    },
    child,
  );
}

/** A tenth of the memory: AWS says a quarter, which Postgres is under with nothing wrong once its cache is warm. */
function memoryAlarm(name: string, args: DatabaseAlarmsArgs, metric: AlarmArgs["metric"], child: Child): void {
  const memoryGiB = databaseClass(args.instanceClass)?.memoryGiB;
  if (memoryGiB === undefined) {
    return;
  }
  earlyWarning(
    `${name}-memory`,
    args.alarms,
    {
      runbook: "database-slow",
      description: `database ${name} has had less than 10 % of its ${memoryGiB} GiB of memory free for 15 minutes: fewer connections, a smaller work_mem, or a larger class`,
      metric,
      comparison: "below",
      threshold: Math.round(0.1 * memoryGiB * 1024 ** 3),
      periodSeconds: 60,
      periods: 15,
      missing: "missing",
    },
    child,
  );
}

/** A small instance may use its disk faster than its baseline for a while; what is left of that is told in percent. */
function burstAlarm(name: string, alarms: Alarms, primary: pulumi.Input<string>, child: Child): void {
  const left = (id: string, metricName: string) => ({
    id,
    returnData: false,
    metric: {
      namespace: "AWS/RDS",
      metricName,
      stat: "Minimum",
      period: 300,
      dimensions: { DBInstanceIdentifier: primary },
    },
  });
  earlyWarning(
    `${name}-burst`,
    alarms,
    {
      runbook: "database-slow",
      description: `database ${name} has less than 10 % left of what it may use its disk beyond its baseline: it will be slow soon, take a larger class or read less`,
      metric: {
        metricQueries: [
          { id: "least", expression: "MIN([requests, bytes])", label: "% of burst left", returnData: true },
          left("requests", "EBSIOBalance%"),
          left("bytes", "EBSByteBalance%"),
        ],
      },
      comparison: "below",
      threshold: 10,
      periods: 3,
      // Larger classes have no burst, and say nothing of it.
      missing: "notBreaching",
    },
    child,
  );
}

function lagAlarm(replica: string, alarms: Alarms, identifier: pulumi.Input<string>, child: Child): void {
  alarm(
    `${replica}-lag`,
    alarms,
    {
      severity: "notify",
      runbook: "database-replica-lag",
      description: `${replica} has been more than 60 s behind for 10 minutes, so who reads from it sees old data: look for a long transaction, or take a larger class`,
      metric: {
        namespace: "AWS/RDS",
        metricName: "ReplicaLag",
        statistic: "Maximum",
        dimensions: { DBInstanceIdentifier: identifier },
      },
      comparison: "above",
      threshold: 60,
      periodSeconds: 60,
      periods: 10,
      missing: "missing",
    },
    child,
  );
}
