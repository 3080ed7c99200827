import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { TOPIC, TOPIC_POLICY } from "../../../sandbox/models/topic-tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const topicArn = "arn:aws:sns:eu-north-1:111111111111:alarms";
const notification: Values = {
  comparisonOperator: "GREATER_THAN",
  notificationType: "ACTUAL",
  threshold: 80,
  thresholdType: "PERCENTAGE",
  subscriberSnsTopicArns: [topicArn],
};
const whole: Values = {
  name: "shop-staging-cost",
  budgetType: "COST",
  timeUnit: "MONTHLY",
  limitAmount: "100.0",
  limitUnit: "USD",
  metrics: "UnblendedCost",
  filterExpression: { tags: { key: "stack", values: ["staging"] } },
  notifications: [notification],
};

const asked =
  (more: Values, before: (cloud: Cloud) => void = () => {}) =>
  () => {
    const cloud = new Cloud();
    cloud.make(TOPIC, { name: "alarms" });
    before(cloud);
    return cloud.creating(token.budget, { ...whole, ...more });
  };
const notified = (more: Values) => ({ ...whole, notifications: [{ ...notification, ...more }] });

/** Gives the topic a policy that lets one service publish. */
const letting = (service: string) => (cloud: Cloud) => {
  const Principal = { Service: `${service}.amazonaws.com` };
  const statement = { Effect: "Allow", Principal, Action: "sns:Publish", Resource: topicArn };
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  cloud.make(TOPIC_POLICY, { arn: topicArn, policy });
};

describe("the sandbox's budget", () => {
  breaks("budget-name-shape", "a colon in its name", { name: "shop:staging" }, "shop:staging");
  passes("budget-name-shape", "a hyphen in its name", whole);
  breaks("budget-limit", "nothing", { ...whole, limitAmount: "0" }, "above zero");
  breaks("budget-limit", "another currency", { ...whole, limitUnit: "EUR" }, "USD");
  passes("budget-limit", "a hundred dollars", whole);
  breaks("budget-filter", "an expression without its metric", { ...whole, metrics: undefined }, "give both");
  breaks("budget-filter", "two kinds of filter", { ...whole, costFilters: [] }, "costFilters");
  passes("budget-filter", "an expression with its metric", whole);
  breaks(
    "budget-notifications",
    "an operator of alarms",
    notified({ comparisonOperator: "GreaterThan" }),
    "GREATER_THAN",
  );
  breaks("budget-notifications", "nobody who hears", notified({ subscriberSnsTopicArns: [] }), "1 topic");
  breaks(
    "budget-notifications",
    "a forecast of a day",
    { ...notified({ notificationType: "FORECASTED" }), timeUnit: "DAILY" },
    "no forecast",
  );
  passes("budget-notifications", "a topic that hears at 80 per cent", whole);
  const another = (cloud: Cloud) => cloud.given(token.budget, whole);
  breaks("budget-name-unique", "the name of another", asked({}, another), "DuplicateRecordException");
  passes("budget-name-unique", "a name of its own", asked({ name: "other" }, another));
  const nowhere = { notifications: [{ ...notification, subscriberSnsTopicArns: [`${topicArn}-none`] }] };
  breaks("budget-topic-exists", "a topic of nowhere", asked(nowhere), "alarms-none");
  passes("budget-topic-exists", "a topic of the account", asked({}));
  passes("budget-topic-exists", "a topic whose policy has its ARN too", asked({}, letting("budgets")));

  breaks("budget-may-publish", "a topic that has no policy yet", asked({}), "would be dropped");
  breaks("budget-may-publish", "a topic that lets others in", asked({}, letting("cloudwatch")), "would be dropped");
  passes("budget-may-publish", "a topic that lets AWS Budgets in", asked({}, letting("budgets")));

  it("is imported by its account and name", () => {
    const cloud = new Cloud();
    cloud.make(TOPIC, { name: "alarms" });
    letting("budgets")(cloud);
    assert.equal(cloud.make(token.budget, whole).id, "111111111111:shop-staging-cost");
  });
});

describe("the sandbox's cost anomalies", () => {
  const monitor: Values = { name: "shop", monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" };
  const custom: Values = { monitorType: "CUSTOM", monitorSpecification: "{}" };
  breaks("anomaly-monitor-kind", "no dimension", { monitorType: "DIMENSIONAL" }, "monitorDimension");
  passes("anomaly-monitor-kind", "one over the services", monitor);
  const second = (more: Values) => () => {
    const cloud = new Cloud();
    cloud.make(token.anomalyMonitor, monitor);
    return cloud.creating(token.anomalyMonitor, more);
  };
  breaks("anomaly-monitor-once", "a second one over the services", second(monitor), "environment.cost.anomalyMonitor");
  passes("anomaly-monitor-once", "one of another kind", second(custom));

  const tells = (type: string, frequency: string, address: string = topicArn): Values => ({
    frequency,
    monitorArnLists: ["arn:aws:ce::111111111111:anomalymonitor/0"],
    subscribers: [{ type, address }],
  });
  breaks("anomaly-subscription-frequency", "a topic once a day", tells("SNS", "DAILY"), "EMAIL");
  passes("anomaly-subscription-frequency", "a topic at once", tells("SNS", "IMMEDIATE"));
  const subscribed =
    (address: string, before: (cloud: Cloud) => void = () => {}) =>
    () => {
      const cloud = new Cloud();
      cloud.make(TOPIC, { name: "alarms" });
      before(cloud);
      return cloud.creating(token.anomalySubscription, tells("SNS", "IMMEDIATE", address));
    };
  breaks("anomaly-subscription-topic-exists", "a topic of nowhere", subscribed(`${topicArn}-none`), "alarms-none");
  passes("anomaly-subscription-topic-exists", "a topic of the account", subscribed(topicArn));
  const mayPublish = "anomaly-subscription-may-publish";
  breaks(mayPublish, "a topic that has no policy yet", subscribed(topicArn), "would be dropped");
  breaks(mayPublish, "a topic that lets others in", subscribed(topicArn, letting("budgets")), "would be dropped");
  passes(mayPublish, "a topic that lets anomaly alerts in", subscribed(topicArn, letting("costalerts")));
});
