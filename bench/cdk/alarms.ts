import { Duration } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

/** When an alarm rings: in `periods` periods in a row, unless `datapoints` says how many of them are enough. */
export interface AlarmWhen {
  readonly above?: number;
  readonly below?: number;
  readonly periods: number;
  readonly datapoints?: number;
  /** What is thought of a period without data; by default nothing. */
  readonly missing?: cloudwatch.TreatMissingData;
  /** Whether no data at all is told as well. */
  readonly tellsOfSilence?: boolean;
}

/** One minute: how often what the environment is watched by is looked at. */
export const minutely = Duration.minutes(1);
/** Without data all is well. */
export const quiet = cloudwatch.TreatMissingData.NOT_BREACHING;

/** Two topics: one for what needs somebody now, one for what can wait. */
export class AlarmTopics extends Construct {
  readonly page: Topic;
  readonly notify: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.page = this.topic("Page");
    this.notify = this.topic("Notify");
    for (const topic of [this.page, this.notify]) {
      topic.addSubscription(new EmailSubscription("developers@harbour.example.com"));
    }
  }

  /** An alarm on `metric` that tells the topic when it starts and when it ends. */
  alarm(scope: Construct, id: string, topic: Topic, metric: cloudwatch.IMetric, when: AlarmWhen): void {
    const alarm = silentAlarm(scope, id, metric, when);
    const action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    if (when.tellsOfSilence) {
      alarm.addInsufficientDataAction(action);
    }
  }

  /**
   * One alarm that pages when any of the symptoms is there, and is silent while one of the causes rings, which pages for
   * itself.
   */
  broken(
    scope: Construct,
    symptoms: readonly cloudwatch.IAlarm[],
    causes: readonly cloudwatch.IAlarm[] = [],
  ): cloudwatch.CompositeAlarm {
    const explained = causes.length > 0 ? new cloudwatch.CompositeAlarm(scope, "Explained", anyOf(causes)) : undefined;
    const broken = new cloudwatch.CompositeAlarm(scope, "Broken", {
      ...anyOf(symptoms),
      ...(explained && {
        actionsSuppressor: explained,
        actionsSuppressorWaitPeriod: Duration.minutes(2),
        actionsSuppressorExtensionPeriod: Duration.minutes(3),
      }),
    });
    const action = new SnsAction(this.page);
    broken.addAlarmAction(action);
    broken.addOkAction(action);
    return broken;
  }

  private topic(id: string): Topic {
    const topic = new Topic(this, id);
    const { account } = topic.env;
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
    return topic;
  }
}

/** An alarm that tells nobody: a deployment or another alarm looks at it. */
export function silentAlarm(scope: Construct, id: string, metric: cloudwatch.IMetric, when: AlarmWhen) {
  return new cloudwatch.Alarm(scope, id, {
    metric,
    threshold: when.above ?? when.below ?? 0,
    comparisonOperator:
      when.below === undefined
        ? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
        : cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: when.periods,
    datapointsToAlarm: when.datapoints ?? when.periods,
    treatMissingData: when.missing ?? cloudwatch.TreatMissingData.MISSING,
  });
}

function anyOf(alarms: readonly cloudwatch.IAlarm[]): cloudwatch.CompositeAlarmProps {
  const rules = alarms.map((alarm) => cloudwatch.AlarmRule.fromAlarm(alarm, cloudwatch.AlarmState.ALARM));
  return { alarmRule: cloudwatch.AlarmRule.anyOf(...rules) };
}
