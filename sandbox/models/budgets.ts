import type { InAccount, Model, Rule, Values } from "../model.ts";
import { globalArn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { mayPublish } from "./publishing.ts";
import { exists, uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { TOPIC } from "./topic-tokens.ts";
import { num, objects, str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/";
const BUDGET_TOPIC = "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html";
const EMAILS = 10;

const limit: Rule<Values> = {
  id: "budget-limit",
  says: "A budget of costs has a limit above zero in USD.",
  source: `${API}API_budgets_Spend.html`,
  refuse(values) {
    if (str(values, "budgetType") !== "COST" || values.limitAmount === undefined) {
      return undefined;
    }
    const unit = str(values, "limitUnit");
    return (num(values, "limitAmount") ?? 0) > 0 && unit === "USD"
      ? undefined
      : `InvalidParameterException: the limit ${values.limitAmount} ${unit} is not allowed: use an amount above zero, in USD`;
  },
};

const filter: Rule<Values> = {
  id: "budget-filter",
  says: "`filterExpression` comes with `metrics`, and excludes `costFilters` and `costTypes`.",
  source: "https://www.pulumi.com/registry/packages/aws/api-docs/budgets/budget/",
  refuse(values) {
    const hasExpression = values.filterExpression !== undefined;
    const other = ["costFilters", "costTypes"].find((key) => values[key] !== undefined);
    if (hasExpression && other !== undefined) {
      return `InvalidParameterException: filterExpression excludes ${other}: give one of them`;
    }
    return hasExpression === (values.metrics !== undefined)
      ? undefined
      : "InvalidParameterException: filterExpression and metrics come together: give both or none";
  },
};

const notifications: Rule<Values> = {
  id: "budget-notifications",
  says: `A notification says what it compares and reaches 1 topic or up to ${EMAILS} addresses; a daily budget is not forecast.`,
  source: `${API}API_budgets_Notification.html`,
  refuse(values) {
    return objects(values, "notifications")
      .map((one) => refuseNotification(one, str(values, "timeUnit")))
      .find((refusal) => refusal !== undefined);
  },
};

function refuseNotification(one: Values, timeUnit: string | undefined): string | undefined {
  const allowed: readonly (readonly [key: string, values: readonly string[]])[] = [
    ["comparisonOperator", ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"]],
    ["notificationType", ["ACTUAL", "FORECASTED"]],
    ["thresholdType", ["PERCENTAGE", "ABSOLUTE_VALUE"]],
  ];
  const wrong = allowed.find(([key, values]) => !values.includes(str(one, key) ?? ""));
  if (wrong !== undefined) {
    const [key, values] = wrong;
    return `InvalidParameterException: ${key} "${one[key]}" of a notification is not allowed: use ${values.join(", ")}`;
  }
  if (timeUnit === "DAILY" && one.notificationType === "FORECASTED") {
    return "InvalidParameterException: a DAILY budget has no forecast: use ACTUAL, or a MONTHLY budget";
  }
  const emails = texts(one, "subscriberEmailAddresses").length;
  const topics = texts(one, "subscriberSnsTopicArns").length;
  return emails + topics > 0 && emails <= EMAILS && topics <= 1
    ? undefined
    : `InvalidParameterException: a notification has ${emails} addresses and ${topics} topics: give 1 to ${EMAILS} addresses, or 1 topic`;
}

const topicExists: Rule<InAccount> = exists({
  id: "budget-topic-exists",
  input: "notifications.subscriberSnsTopicArns",
  type: TOPIC,
  by: "arn",
  noun: "topic",
  code: "InvalidParameterException",
  source: BUDGET_TOPIC,
});

const budget: Model = {
  type: token.budget,
  autoname: { input: "name", max: 100 },
  checks: [
    nameShape({
      id: "budget-name-shape",
      input: "name",
      max: 100,
      pattern: /^[^:\\]+$/,
      allowed: "anything but : and \\",
      source: `${API}API_budgets_Budget.html`,
    }),
    limit,
    filter,
    notifications,
  ],
  // The provider makes this id.
  identify: (inputs, _seed, { accountId }) => `${accountId}:${str(inputs, "name") ?? ""}`,
  outputs: (inputs, _id, _seed, place) => ({
    accountId: place.accountId,
    arn: globalArn(place, "budgets", `budget/${str(inputs, "name") ?? ""}`),
    namePrefix: "",
    // AWS takes the first day of this month; a plan must not depend on the day.
    timePeriodStart: "2026-01-01_00:00",
    timePeriodEnd: "2087-06-15_00:00",
  }),
  requires: [
    uniqueName({
      id: "budget-name-unique",
      type: token.budget,
      input: "name",
      noun: "budget",
      code: "DuplicateRecordException",
      source: `${API}API_budgets_CreateBudget.html`,
    }),
    topicExists,
    mayPublish({
      id: "budget-may-publish",
      input: "notifications.subscriberSnsTopicArns",
      service: "budgets.amazonaws.com",
      source: BUDGET_TOPIC,
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "a budget goes with its notifications" },
};

/** How much may be spent. */
export const models: readonly Model[] = [budget];
