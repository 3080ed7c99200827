import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { AlarmTopics } from "./alarm-topics.ts";

/** Where the alarms of a component go, and what the place says about them. */
export interface Alarms {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly topics: Pick<AlarmTopics, "pageArn" | "notifyArn">;
  /** Thresholds that the place sets itself, by the logical name of the alarm, for example `main-cpu`. @default none */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** What a link to a runbook begins with. @default docs/runbooks/ */
  readonly runbooks?: string;
  /** Whether it is told before something breaks, too; else only of what is broken or will be soon. @default false */
  readonly earlyWarnings?: boolean;
  /** Names of all alarms with a voice that were made with this: each adds its own. @default - nobody asks */
  readonly made?: pulumi.Output<string>[];
}

export interface AlarmArgs {
  /** What it means and what to look at first; it is the text of the message. */
  readonly description: string;
  /** Page of docs/runbooks that says what to do, without `.md`. */
  readonly runbook: string;
  /** `page` wakes somebody; `symptom` has no voice of its own, since a composite alarm speaks for it. */
  readonly severity: "page" | "notify" | "symptom";
  readonly metric: Pick<
    MetricAlarmArgs,
    "region" | "namespace" | "metricName" | "statistic" | "extendedStatistic" | "dimensions" | "metricQueries"
  >;
  readonly comparison: "above" | "below";
  /** Where the place says nothing else. */
  readonly threshold: number;
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

/**
 * CloudWatch lets it end early, as soon as there is enough data.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html
 */
const warmUpMinutes = 15;

/** An alarm that acts: it tells the topic of its severity when it starts and when it ends. */
export function alarm(name: string, alarms: Alarms, args: AlarmArgs, child: pulumi.ResourceOptions): MetricAlarm {
  const topics = topicsOf(alarms, args.severity);
  const made = new MetricAlarm(
    name,
    {
      name: physicalName("alarm", alarms.prefix, name),
      alarmDescription: withRunbook(`${args.description}${ownThreshold(name, alarms)}`, alarms, args.runbook),
      ...args.metric,
      comparisonOperator: args.comparison === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
      threshold: thresholdOf(name, alarms, args.threshold),
      ...(args.periodSeconds === undefined ? {} : { period: args.periodSeconds }),
      evaluationPeriods: args.periods,
      datapointsToAlarm: args.datapoints ?? args.periods,
      treatMissingData: args.missing === "tells" ? "missing" : args.missing,
      // Or it would ring until the first number of what was made just before it.
      ...(args.missing === "breaching" && { warmUpConfiguration: { warmUpPeriodDurationInMinutes: warmUpMinutes } }),
      alarmActions: topics,
      okActions: topics,
      ...(args.missing === "tells" && { insufficientDataActions: topics }),
    },
    child,
  );
  if (args.severity !== "symptom") {
    alarms.made?.push(made.name);
  }
  return made;
}

/** An alarm on what is not broken yet, where the place wants to hear of that. */
export function earlyWarning(
  name: string,
  alarms: Alarms,
  args: Omit<AlarmArgs, "severity">,
  child: pulumi.ResourceOptions,
): void {
  if (alarms.earlyWarnings) {
    alarm(name, alarms, { ...args, severity: "notify" }, child);
  }
}

/** Topics that hear of a severity. */
export function topicsOf({ topics }: Alarms, severity: AlarmArgs["severity"]): pulumi.Output<string>[] {
  return { page: [topics.pageArn], notify: [topics.notifyArn], symptom: [] }[severity];
}

/** The place's own threshold, or the usual one. */
export function thresholdOf(name: string, { thresholds }: Pick<Alarms, "thresholds">, usual: number): number {
  return thresholds?.[name] ?? usual;
}

/** The place's own threshold, for a text that says the usual one. */
export function ownThreshold(name: string, { thresholds }: Pick<Alarms, "thresholds">): string {
  const own = thresholds?.[name];
  return own === undefined ? "" : ` (here the threshold is ${own})`;
}

/** The text of a message, with the page that says what to do. */
export function withRunbook(text: string, { runbooks }: Pick<Alarms, "runbooks">, runbook: string): string {
  return `${text}. Runbook: ${runbooks ?? "docs/runbooks/"}${runbook}.md`;
}
