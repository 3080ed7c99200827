import { Budget } from "@pulumi/aws/budgets/budget.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";

export interface CostBudgetArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** Values of the tags `app` and `stack`, which AWS must know as cost allocation tags. */
  readonly app: string;
  readonly stack: string;
  readonly maxMonthlyUsd: number;
  /** ARN of the topic that hears of it. */
  readonly topicArn: pulumi.Input<string>;
}

/** Tells when most of a month's money is spent, and when at this rate all of it will be. */
export class CostBudget extends pulumi.ComponentResource {
  constructor(name: string, args: CostBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:cost-budget:CostBudget", name, {}, opts);
    const tagged = (key: string, value: string) => ({ tags: { key, values: [value], matchOptions: ["EQUALS"] } });
    const tells = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberSnsTopicArns: [args.topicArn],
    });
    new Budget(
      `${name}-budget`,
      {
        name: physicalName("budget", args.prefix, name),
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: `${args.maxMonthlyUsd}.0`,
        limitUnit: "USD",
        metrics: "UnblendedCost",
        filterExpression: { ands: [tagged("app", args.app), tagged("stack", args.stack)] },
        notifications: [tells("ACTUAL", 80), tells("FORECASTED", 100)],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
