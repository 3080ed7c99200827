import { messagingRules } from "../../policy/rules/messaging.ts";
import { resource, testRules } from "../support/policy-cases.ts";

const queueType = "aws:sqs/queue:Queue";
const queue = (inputs: Record<string, unknown>) => [resource(queueType, inputs)];
const dead = resource(queueType, {}, { name: "dead" });

describe("the rules of queues and topics", () => {
  testRules(messagingRules, {
    "queue-encrypted": {
      holds: {
        "the provider's default": queue({}),
        "a key of KMS": queue({ sqsManagedSseEnabled: false, kmsMasterKeyId: "alias/queues" }),
      },
      breaks: { neither: [queue({ sqsManagedSseEnabled: false }), "sqsManagedSseEnabled is false"] },
    },
    "queue-keeps-what-failed": {
      holds: {
        "a queue and the one for what failed in it": [
          resource(queueType, { redrivePolicy: "{}" }, { references: { redrivePolicy: [dead] } }),
          dead,
        ],
        "the queue for what a schedule could not start": [
          dead,
          resource(
            "aws:scheduler/schedule:Schedule",
            { target: { deadLetterConfig: { arn: "dead" } } },
            { references: { target: [dead] } },
          ),
        ],
        "a policy of its own": [
          dead,
          resource("aws:sqs/redrivePolicy:RedrivePolicy", {}, { references: { queueUrl: [dead] } }),
        ],
      },
      breaks: {
        "a queue alone": [[dead], "redrivePolicy is not set"],
        "a queue that a schedule fills": [
          [
            dead,
            resource(
              "aws:scheduler/schedule:Schedule",
              { target: { arn: "dead" } },
              { references: { target: [dead] } },
            ),
          ],
          "redrivePolicy is not set",
        ],
      },
    },
    "subscription-over-tls": {
      holds: { https: [resource("aws:sns/topicSubscription:TopicSubscription", { protocol: "https" })] },
      breaks: {
        http: [[resource("aws:sns/topicSubscription:TopicSubscription", { protocol: "http" })], "protocol is http"],
      },
    },
  });
});
