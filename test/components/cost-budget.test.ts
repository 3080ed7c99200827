import assert from "node:assert/strict";
import { AlarmTopics } from "../../components/alarm-topics.ts";
import { CostAnomalies } from "../../components/cost-anomalies.ts";
import { CostBudget } from "../../components/cost-budget.ts";
import { answered, at, declareComponent, ofType } from "../support/declare-stack.ts";

const topicArn = "arn:aws:sns:eu-north-1:111111111111:shop-staging-alarms-notify";

describe("CostBudget", () => {
  const budget = async () => {
    const declared = await declareComponent(
      () =>
        new CostBudget("cost", { prefix: "shop-staging", app: "shop", stack: "staging", maxMonthlyUsd: 150, topicArn }),
    );
    return at(declared, "cost/cost-budget").inputs;
  };

  it("is of the number that plans are held against, and of nothing but this stack", async () => {
    const { limitAmount, limitUnit, timeUnit, filterExpression, name } = await budget();
    assert.deepEqual([name, limitAmount, limitUnit, timeUnit], ["shop-staging-cost", "150.0", "USD", "MONTHLY"]);
    assert.deepEqual(filterExpression, {
      ands: [
        { tags: { key: "app", values: ["shop"], matchOptions: ["EQUALS"] } },
        { tags: { key: "stack", values: ["staging"], matchOptions: ["EQUALS"] } },
      ],
    });
  });

  it("waits until the topic's policy lets AWS Budgets publish, which AWS may look at", async () => {
    const declared = await declareComponent(() => {
      const of = { prefix: "shop-staging", accountId: "111111111111", region: "eu-north-1", logRetentionDays: 7 };
      const secrets = { values: {}, references: {} };
      const topics = new AlarmTopics("alarms", { ...of, page: [], notify: [], secrets, pagesFromUsEast1: false });
      const own = { prefix: "shop-staging", app: "shop", stack: "staging", maxMonthlyUsd: 150 };
      new CostBudget("cost", { ...own, topicArn: topics.notifyArn });
    });
    const { urn } = at(declared, "alarms/alarms-notify-policy");
    assert.ok(at(declared, "cost/cost-budget").dependsOn.includes(urn));
  });

  it("tells the topic while there is still time, and when all will be spent", async () => {
    const { notifications } = await budget();
    assert(Array.isArray(notifications));
    assert.deepEqual(
      notifications.map(({ notificationType, threshold, subscriberSnsTopicArns }) => [
        notificationType,
        threshold,
        subscriberSnsTopicArns,
      ]),
      [
        ["ACTUAL", 80, [topicArn]],
        ["FORECASTED", 100, [topicArn]],
      ],
    );
  });
});

describe("CostAnomalies", () => {
  const anomalies = (monitorArn?: string) =>
    declareComponent(
      () => new CostAnomalies("anomalies", { prefix: "shop-staging", topicArn, ...(monitorArn && { monitorArn }) }),
    );

  it("watches all services of the account and tells the topic at once", async () => {
    const declared = await anomalies();
    const { arn } = answered(declared, "anomalies/anomalies-monitor");
    const { monitorArnLists, subscribers, frequency } = at(declared, "anomalies/anomalies-subscription").inputs;
    assert.deepEqual(monitorArnLists, [arn]);
    assert.deepEqual([subscribers, frequency], [[{ type: "SNS", address: topicArn }], "IMMEDIATE"]);
  });

  it("takes the monitor that the account has, since AWS gives it one and takes no second", async () => {
    const declared = await anomalies("arn:aws:ce::111111111111:anomalymonitor/0a1b");
    assert.deepEqual(ofType(declared, "AnomalyMonitor"), []);
    assert.deepEqual(at(declared, "anomalies/anomalies-subscription").inputs.monitorArnLists, [
      "arn:aws:ce::111111111111:anomalymonitor/0a1b",
    ]);
  });
});
