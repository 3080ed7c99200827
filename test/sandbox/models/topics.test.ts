import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { SUBSCRIPTION, TOPIC, TOPIC_POLICY } from "../../../sandbox/models/topic-tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const topicArn = "arn:aws:sns:eu-north-1:111111111111:alarms";
const statement: Values = {
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource: topicArn,
};
const policy = (more: Values) => JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...more }] });

/** An account with a topic, asked for a resource of it. */
const asked =
  (type: string, inputs: Values, before: (cloud: Cloud) => void = () => {}) =>
  () => {
    const cloud = new Cloud();
    cloud.make(TOPIC, { name: "alarms" });
    before(cloud);
    return cloud.creating(type, inputs);
  };

describe("the sandbox's topic", () => {
  breaks("topic-name-shape", "a name with a space", { name: "the alarms" }, "the alarms");
  passes("topic-name-shape", "a name with a hyphen", { name: "shop-alarms" });
  breaks("topic-fifo-suffix", "the end of a FIFO topic without being one", { name: "alarms.fifo" }, "fifoTopic");
  passes("topic-fifo-suffix", "the end of a FIFO topic on one", { name: "alarms.fifo", fifoTopic: true });
  breaks("topic-name-unique", "the name of another", asked(TOPIC, { name: "alarms" }), "another resource");
  passes("topic-name-unique", "a name of its own", asked(TOPIC, { name: "pages" }));

  it("has its ARN as id", () => {
    assert.equal(new Cloud().make(TOPIC, { name: "alarms" }).id, topicArn);
  });

  it("takes its subscriptions with it, so that none hangs on nothing", () => {
    const cloud = new Cloud();
    const topic = cloud.make(TOPIC, { name: "alarms" });
    cloud.make(SUBSCRIPTION, { topic: topic.id, protocol: "email", endpoint: "a@example.com" });
    cloud.delete(topic);
    assert.deepEqual(cloud.account.all(SUBSCRIPTION), []);
  });
});

describe("the sandbox's topic policy", () => {
  const of = (more: Values, before?: (cloud: Cloud) => void) =>
    asked(TOPIC_POLICY, { arn: topicArn, policy: policy({}), ...more }, before);
  const asItIs = of({});
  breaks("topic-policy-topic-exists", "a topic of nowhere", of({ arn: `${topicArn}-none` }), "Topic does not exist");
  passes("topic-policy-topic-exists", "a topic of the account", asItIs);
  breaks(
    "topic-policy-once",
    "a second policy",
    of({}, (cloud) => cloud.make(TOPIC_POLICY, { arn: topicArn, policy: policy({}) })),
    "keep one TopicPolicy",
  );
  passes("topic-policy-once", "the first policy", asItIs);
  breaks(
    "topic-policy-statements",
    "a statement about another topic",
    of({ policy: policy({ Resource: `${topicArn}-2` }) }),
    "is not the topic",
  );
  breaks(
    "topic-policy-statements",
    "a statement without anybody",
    of({ policy: policy({ Principal: undefined }) }),
    "Principal",
  );
  breaks(
    "topic-policy-statements",
    "an action of another service",
    of({ policy: policy({ Action: "s3:GetObject" }) }),
    "out of service scope",
  );
  breaks("topic-policy-statements", "what is no policy", of({ policy: "{" }), "policy document");
  passes("topic-policy-statements", "a statement about the topic", asItIs);
  breaks(
    "topic-policy-principal-narrow",
    "everybody",
    of({ policy: policy({ Principal: "*" }) }),
    "everybody in the world",
  );
  breaks(
    "topic-policy-principal-narrow",
    "a service that is none",
    of({ policy: policy({ Principal: { Service: "cloudwatch" } }) }),
    "PrincipalNotFound",
  );
  passes("topic-policy-principal-narrow", "a service", asItIs);
  passes(
    "topic-policy-principal-narrow",
    "everybody of one account",
    of({ policy: policy({ Principal: "*", Condition: { StringEquals: { "aws:SourceAccount": "1" } } }) }),
  );
});

describe("the sandbox's subscription", () => {
  const to = (protocol: string, endpoint: string) => ({ topic: topicArn, protocol, endpoint });
  breaks("subscription-endpoint-shape", "an e-mail address that is none", to("email", "ops"), "e-mail address");
  breaks("subscription-endpoint-shape", "a protocol that is none", to("slack", "ops"), "https");
  passes("subscription-endpoint-shape", "an e-mail address", to("email", "ops@example.com"));
  passes("subscription-endpoint-shape", "a URL", to("https", "https://example.com/hook"));
  breaks(
    "subscription-topic-exists",
    "a topic of nowhere",
    asked(SUBSCRIPTION, { ...to("email", "a@example.com"), topic: "arn:aws:none" }),
    "Topic does not exist",
  );
  passes("subscription-topic-exists", "a topic of the account", asked(SUBSCRIPTION, to("email", "a@example.com")));

  it("waits for its receiver to say yes", () => {
    const cloud = new Cloud();
    cloud.make(TOPIC, { name: "alarms" });
    const { outputs } = cloud.make(SUBSCRIPTION, to("email", "ops@example.com"));
    assert.equal(outputs.pendingConfirmation, true);
  });
});
