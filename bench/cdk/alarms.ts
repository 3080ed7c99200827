import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";

/** Two topics: one for what needs somebody now, one for what can wait. */
export class AlarmTopics extends Construct {
  readonly page: Topic;
  readonly notify: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.page = new Topic(this, "Page");
    this.notify = new Topic(this, "Notify");
    this.notify.addSubscription(new EmailSubscription("developers@harbour.example.com"));
  }

  /** An alarm on `metric` at or above `threshold` that tells the topic when it starts and when it ends. */
  alarm(scope: Construct, id: string, metric: cloudwatch.IMetric, threshold: number): void {
    const alarm = new cloudwatch.Alarm(scope, id, { metric, threshold, evaluationPeriods: 5 });
    const action = new SnsAction(this.page);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
