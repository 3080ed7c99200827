import type { InAccount, Model, Rule, Values } from "../model.ts";
import { globalArn } from "./identifiers.ts";
import { mayPublish } from "./publishing.ts";
import { exists } from "./references.ts";
import { token } from "./tokens.ts";
import { TOPIC } from "./topic-tokens.ts";
import { objects, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/";

const kind: Rule<Values> = {
  id: "anomaly-monitor-kind",
  says: "A DIMENSIONAL monitor names its dimension, a CUSTOM one its specification.",
  source: `${API}API_AnomalyMonitor.html`,
  refuse(values) {
    const needed = str(values, "monitorType") === "CUSTOM" ? "monitorSpecification" : "monitorDimension";
    return values[needed] === undefined
      ? `ValidationException: a ${values.monitorType} monitor needs ${needed}: give it`
      : undefined;
  },
};

const once: Rule<InAccount> = {
  id: "anomaly-monitor-once",
  says: "An account has one monitor over its services. AWS makes it in an account that begins to use Cost Explorer.",
  source: "https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html",
  refuse({ resource: { inputs }, before, account }) {
    const other = account.find(token.anomalyMonitor, ({ outputs }) => outputs.monitorDimension === "SERVICE");
    return before !== undefined || inputs.monitorDimension !== "SERVICE" || other === undefined
      ? undefined
      : `LimitExceededException: Limit exceeded on dimensional spend monitor creation: the account has ${other.id}: ` +
          "name that in environment.cost.anomalyMonitor";
  },
};

const monitor: Model = {
  type: token.anomalyMonitor,
  autoname: { input: "name", max: 1024 },
  checks: [kind],
  identify: (_inputs, seed, place) => globalArn(place, "ce", `anomalymonitor/${uuid(seed.hex(32, "monitor"))}`),
  outputs: (_inputs, id) => ({ arn: id }),
  requires: [once],
  replaces: "as the specification says",
  blocksDelete: { none: "AWS takes it out of the subscriptions that name it" },
};

const frequency: Rule<Values> = {
  id: "anomaly-subscription-frequency",
  says: "An IMMEDIATE subscription tells one topic, a DAILY or WEEKLY one tells up to 10 addresses.",
  source: `${API}API_AnomalySubscription.html`,
  refuse(values) {
    const subscribers = objects(values, "subscribers");
    const wanted = values.frequency === "IMMEDIATE" ? { type: "SNS", most: 1 } : { type: "EMAIL", most: 10 };
    return subscribers.length <= wanted.most && subscribers.every(({ type }) => type === wanted.type)
      ? undefined
      : `ValidationException: a subscription that is ${values.frequency} tells ${wanted.type}, at most ${wanted.most}: ` +
          "change its frequency, or whom it tells";
  },
};

const subscription: Model = {
  type: token.anomalySubscription,
  autoname: { input: "name", max: 1024 },
  checks: [frequency],
  identify: (_inputs, seed, place) =>
    globalArn(place, "ce", `anomalysubscription/${uuid(seed.hex(32, "subscription"))}`),
  outputs: (_inputs, id, _seed, { accountId }) => ({ arn: id, accountId }),
  requires: [
    exists({
      id: "anomaly-subscription-topic-exists",
      input: "subscribers.address",
      type: TOPIC,
      by: "arn",
      noun: "topic",
      code: "ValidationException",
      source: `${API}API_CreateAnomalySubscription.html`,
      given: (address) => !address.startsWith("arn:"),
    }),
    mayPublish({
      id: "anomaly-subscription-may-publish",
      input: "subscribers.address",
      service: "costalerts.amazonaws.com",
      source: "https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html",
    }),
  ],
  replaces: "as the specification says",
  blocksDelete: { none: "nothing depends on it" },
};

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Who watches for what the past does not explain. */
export const models: readonly Model[] = [monitor, subscription];
