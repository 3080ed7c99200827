import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { found } from "../lib/records.ts";
import { type AlarmArgs, type Alarms, ownThreshold, thresholdOf, withRunbook } from "./alarm.ts";

/** What may take a deployment back. */
export type RollbackSignal = "errors" | "latency" | "unhealthyTasks" | "restarts" | "queueAge" | "databaseDown";

/** A number that tells how a service does. */
export interface Signal {
  readonly metric: AlarmArgs["metric"];
  /** Length of one datapoint; with `metricQueries` the queries say it. */
  readonly periodSeconds?: number;
  /** More than this is too much. */
  readonly above: number;
  /** The end of the sentence "the deployment is taken back when …". */
  readonly says: string;
  /** So many minutes past the threshold, out of so many, end a deployment. */
  readonly minutes: number;
  readonly outOf: number;
}

/**
 * Two minutes past the threshold. The third is for the newest one, which may not be there yet: FILL makes it a good one,
 * and with two of two the alarm would never ring.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html, FILL
 */
export const soon = { minutes: 2, outOf: 3 } as const;

/** What the alarms need to know of their service. */
export interface RollbackArgs {
  readonly alarms: Pick<Alarms, "prefix" | "thresholds" | "runbooks">;
  readonly rollbackOn: readonly RollbackSignal[];
  /** Names of the alarms on the databases that the service uses. */
  readonly databaseAlarms: readonly pulumi.Input<string>[];
}

/**
 * Declares the alarms that ECS reads during a deployment, and answers their names. Two minutes are enough for them where
 * the alarms that wake somebody wait for four: a deployment in steps must end before the next step, and ECS takes the time
 * that it watches a rolling deployment from them. They tell nobody: what they do is the rollback, and the update that
 * fails says which one it was. Their names are fixed, and they are there before the service, which names them.
 */
export function rollbackAlarms(
  name: string,
  args: RollbackArgs,
  signals: Readonly<Partial<Record<RollbackSignal, Signal>>>,
  child: { parent: pulumi.Resource },
): pulumi.Input<string>[] {
  return args.rollbackOn.flatMap((on) => {
    if (on === "databaseDown") {
      return args.databaseAlarms;
    }
    const logical = `${name}-rollback-${words[on]}`;
    return [rollbackAlarm(logical, args.alarms, found(signals, on), child).name];
  });
}

const words = {
  errors: "errors",
  latency: "latency",
  unhealthyTasks: "unhealthy-tasks",
  restarts: "restarts",
  queueAge: "queue-age",
} as const;

function rollbackAlarm(
  name: string,
  alarms: RollbackArgs["alarms"],
  { metric, periodSeconds, above, says, minutes, outOf }: Signal,
  child: { parent: pulumi.Resource },
): MetricAlarm {
  return new MetricAlarm(
    name,
    {
      name: physicalName("alarm", alarms.prefix, name),
      alarmDescription: withRunbook(
        `takes a deployment back when ${says}${ownThreshold(name, alarms)}`,
        alarms,
        "deployment-taken-back",
      ),
      ...metric,
      ...(periodSeconds !== undefined && { period: periodSeconds }),
      comparisonOperator: "GreaterThanThreshold",
      threshold: thresholdOf(name, alarms, above),
      evaluationPeriods: outOf,
      datapointsToAlarm: minutes,
      // Without requests or stopped tasks there is no data, and at rest an alarm must be quiet: ECS ignores one that rings.
      treatMissingData: "notBreaching",
    },
    child,
  );
}
