import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { AlarmTopics } from "./alarm-topics.ts";

/** Where the alarms of a component go. */
export interface Alarms {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly topics: Pick<AlarmTopics, "pageArn" | "notifyArn">;
}

export interface AlarmArgs {
  /** What it means and what to look at first; it is the text of the message. */
  readonly description: string;
  /** `page` wakes somebody. */
  readonly severity: "page" | "notify";
  readonly metric: Pick<
    MetricAlarmArgs,
    "namespace" | "metricName" | "statistic" | "extendedStatistic" | "dimensions" | "metricQueries"
  >;
  readonly comparison: "above" | "below";
  readonly threshold: pulumi.Input<number>;
  /** Length of one datapoint; with `metricQueries` the queries say it. */
  readonly periodSeconds?: number;
  /** Datapoints that it looks at, the newest ones. */
  readonly periods: number;
  /** How many of them must be past the threshold; by default all. A metric with FILL needs fewer: it fills late ones. */
  readonly datapoints?: number;
  /**
   * What no data means. A metric that AWS publishes only with traffic says nothing by being absent. `tells`: the topic
   * hears of it when data stops, but not before there has been any, since a new alarm starts without.
   */
  readonly missing: "breaching" | "notBreaching" | "missing" | "tells";
}

/** An alarm that acts: it tells the topic of its severity when it starts and when it ends. */
export function alarm(
  name: string,
  { prefix, topics }: Alarms,
  args: AlarmArgs,
  child: pulumi.ResourceOptions,
): MetricAlarm {
  const topic = args.severity === "page" ? topics.pageArn : topics.notifyArn;
  return new MetricAlarm(
    name,
    {
      name: physicalName("alarm", prefix, name),
      alarmDescription: args.description,
      ...args.metric,
      comparisonOperator: args.comparison === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: args.threshold,
      ...(args.periodSeconds === undefined ? {} : { period: args.periodSeconds }),
      evaluationPeriods: args.periods,
      datapointsToAlarm: args.datapoints ?? args.periods,
      treatMissingData: args.missing === "tells" ? "missing" : args.missing,
      alarmActions: [topic],
      okActions: [topic],
      ...(args.missing === "tells" && { insufficientDataActions: [topic] }),
    },
    child,
  );
}
