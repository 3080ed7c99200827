import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type * as ecs from "aws-cdk-lib/aws-ecs";
import { Rule } from "aws-cdk-lib/aws-events";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { FilterPattern, LogGroup, ResourcePolicy, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { minutely } from "./alarms";

/** A log of every task that stopped of itself or could not start, and the metrics that are counted in it. */
export class TaskEvents extends Construct {
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, cluster: ecs.ICluster) {
    super(scope, id);
    this.log = new LogGroup(this, "Log", { retention: RetentionDays.ONE_WEEK });
    const rule = new Rule(this, "Rule", {
      description: "Tasks that stopped of themselves or could not start",
      eventPattern: {
        source: ["aws.ecs"],
        detailType: ["ECS Task State Change"],
        detail: {
          clusterArn: [cluster.clusterArn],
          lastStatus: ["STOPPED"],
          stopCode: ["EssentialContainerExited", "TaskFailedToStart"],
        },
      },
    });
    // CDK's own target for a log group sets the policy by a Lambda function; this is the policy as a resource.
    const principals = ["delivery.logs", "events"].map((name) => new ServicePrincipal(`${name}.amazonaws.com`));
    const resources = [this.log.logGroupArn];
    new ResourcePolicy(this, "Policy", {
      policyStatements: [
        new PolicyStatement({ principals, resources, actions: ["logs:CreateLogStream"] }),
        new PolicyStatement({
          principals,
          resources,
          actions: ["logs:PutLogEvents"],
          conditions: { ArnEquals: { "aws:SourceArn": rule.ruleArn } },
        }),
      ],
    });
    const arn = cluster.stack.formatArn({ service: "logs", resource: `log-group:${this.log.logGroupName}` });
    this.log.addMetricFilter("stopped", {
      filterPattern: FilterPattern.literal('{ $.detail.group = "service:*" }'),
      metricNamespace: "harbour-staging",
      metricName: "stopped",
      metricValue: "1",
      dimensions: { Group: "$.detail.group" },
    });
    rule.addTarget({ bind: () => ({ arn, id: "log", targetResource: this.log }) });
  }

  /** How many tasks of a service stopped, a minute: one filter counts those of all services. */
  stopped(serviceName: string): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: "harbour-staging",
      metricName: "stopped",
      dimensionsMap: { Group: `service:${serviceName}` },
      statistic: cloudwatch.Stats.SUM,
      period: minutely,
    });
  }

  /** How many of the logged tasks any of the patterns is true of, a minute. */
  count(metricName: string, patterns: Readonly<Record<string, string>>): cloudwatch.Metric {
    const metricNamespace = "harbour-staging";
    for (const [name, pattern] of Object.entries(patterns)) {
      this.log.addMetricFilter(name, {
        filterPattern: FilterPattern.literal(pattern),
        metricNamespace,
        metricName,
        metricValue: "1",
        defaultValue: 0,
      });
    }
    const statistic = cloudwatch.Stats.SUM;
    return new cloudwatch.Metric({ namespace: metricNamespace, metricName, statistic, period: minutely });
  }
}
