import { AnomalyMonitor } from "@pulumi/aws/costexplorer/anomalyMonitor.js";
import { AnomalySubscription } from "@pulumi/aws/costexplorer/anomalySubscription.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface CostAnomaliesArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** ARN of the account's monitor, where it has one already; absent: one is made. */
  readonly monitorArn?: string;
  /** ARN of the topic that hears of anomalies. */
  readonly topicArn: pulumi.Input<string>;
}

// What one would look into. AWS's own default is 100 USD and 40 per cent, in accounts of any size:
// https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
const LEAST_USD = "20";

/** Tells when the account spends what its past does not explain. An account has one such monitor over its services. */
export class CostAnomalies extends pulumi.ComponentResource {
  constructor(name: string, args: CostAnomaliesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:cost-anomalies:CostAnomalies", name, {}, opts);
    const child = { parent: this };
    const monitorArn =
      args.monitorArn ??
      new AnomalyMonitor(
        `${name}-monitor`,
        {
          name: physicalName("anomalyMonitor", args.prefix, name),
          monitorType: "DIMENSIONAL",
          monitorDimension: "SERVICE",
        },
        child,
      ).arn;
    new AnomalySubscription(
      `${name}-subscription`,
      {
        name: physicalName("anomalySubscription", args.prefix, name),
        monitorArnLists: [monitorArn],
        // A topic takes nothing but immediate ones.
        frequency: "IMMEDIATE",
        subscribers: [{ type: "SNS", address: args.topicArn }],
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [LEAST_USD],
          },
        },
      },
      child,
    );
    this.registerOutputs({});
  }
}
