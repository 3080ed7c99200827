import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { QUEUE, QUEUE_POLICY } from "../../../sandbox/models/queue-tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const arnOf = (name: string) => `arn:aws:sqs:eu-north-1:111111111111:${name}`;
const urlOf = (name: string) => `https://sqs.eu-north-1.amazonaws.com/111111111111/${name}`;
const redrive = (more: Values = {}) =>
  JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount: 5, ...more });
const twoWeeks = 1_209_600;

/** An account with a queue for dead letters, asked for a queue that sends its own there. */
const asked =
  (dead: Values, queue: Values, before: (cloud: Cloud) => void = () => {}) =>
  () => {
    const cloud = new Cloud();
    cloud.make(QUEUE, { name: "dead", messageRetentionSeconds: twoWeeks, ...dead });
    before(cloud);
    return cloud.creating(QUEUE, { name: "orders", redrivePolicy: redrive(), ...queue });
  };

describe("the sandbox's queue", () => {
  breaks("queue-name-shape", "a name with a dot", { name: "shop.orders" }, "shop.orders");
  passes("queue-name-shape", "the name of a FIFO queue", { name: "shop-orders.fifo" });
  breaks("queue-fifo-suffix", "a FIFO queue named like another", { name: "orders", fifoQueue: true }, ".fifo");
  breaks("queue-fifo-suffix", "a queue named like a FIFO queue", { name: "orders.fifo" }, "fifoQueue");
  passes("queue-fifo-suffix", "a FIFO queue by its name", { name: "orders.fifo", fifoQueue: true });
  breaks("queue-fifo-only", "deduplication without FIFO", { contentBasedDeduplication: true }, "fifoQueue");
  passes("queue-fifo-only", "deduplication with FIFO", { contentBasedDeduplication: true, fifoQueue: true });
  breaks("queue-redrive-policy", "what is no JSON", { redrivePolicy: "dead" }, "RedrivePolicy is invalid");
  breaks("queue-redrive-policy", "no receives", { redrivePolicy: redrive({ maxReceiveCount: 0 }) }, "RedrivePolicy");
  passes("queue-redrive-policy", "a queue and a number", { redrivePolicy: redrive() });
  breaks("queue-one-encryption", "two keys", { sqsManagedSseEnabled: true, kmsMasterKeyId: "alias/app" }, "alias/app");
  passes("queue-one-encryption", "the key of SQS", { sqsManagedSseEnabled: true });
  breaks("queue-delay", "a delay of an hour", { delaySeconds: 3600 }, "0 to 900");
  passes("queue-delay", "a delay of a minute", { delaySeconds: 60 });
  breaks("queue-message-size", "messages of 2 MiB", { maxMessageSize: 2_097_152 }, "1024 to 1048576");
  passes("queue-message-size", "messages of 1 MiB", { maxMessageSize: 1_048_576 });
  breaks("queue-retention", "a month", { messageRetentionSeconds: 2_592_000 }, "60 to 1209600");
  passes("queue-retention", "two weeks", { messageRetentionSeconds: twoWeeks });
  breaks("queue-receive-wait", "a wait of a minute", { receiveWaitTimeSeconds: 60 }, "0 to 20");
  passes("queue-receive-wait", "a wait of 20 seconds", { receiveWaitTimeSeconds: 20 });
  breaks("queue-visibility", "a day out of sight", { visibilityTimeoutSeconds: 86_400 }, "0 to 43200");
  passes("queue-visibility", "half a minute out of sight", { visibilityTimeoutSeconds: 30 });
  breaks("queue-name-unique", "the name of another", asked({}, { name: "dead" }), "QueueNameExists");
  passes("queue-name-unique", "a name of its own", asked({}, {}));
  breaks(
    "queue-dead-letters",
    "dead letters to nowhere",
    asked({}, { redrivePolicy: redrive({ deadLetterTargetArn: arnOf("none") }) }),
    "does not exist",
  );
  breaks(
    "queue-dead-letters",
    "dead letters of a FIFO queue to a standard one",
    asked({}, { name: "orders.fifo", fifoQueue: true }),
    "same kind",
  );
  breaks(
    "queue-dead-letters",
    "dead letters that are deleted sooner",
    asked({ messageRetentionSeconds: 3600 }, {}),
    "longer messageRetentionSeconds",
  );
  passes("queue-dead-letters", "dead letters that are kept longer", asked({}, {}));

  const deleting = (name: string) => () => {
    const cloud = new Cloud();
    const dead = cloud.make(QUEUE, { name: "dead", messageRetentionSeconds: twoWeeks });
    const queue = cloud.make(QUEUE, { name: "orders", redrivePolicy: redrive() });
    return cloud.deleting(name === "dead" ? dead : queue);
  };
  breaks("queue-not-dead-letters-of-another", "the deletion of a dead-letter queue in use", deleting("dead"), "orders");
  passes("queue-not-dead-letters-of-another", "the deletion of the queue itself", deleting("orders"));

  it("has its URL as id, and takes its policy with it", () => {
    const cloud = new Cloud();
    const queue = cloud.make(QUEUE, { name: "orders" });
    assert.deepEqual([queue.id, queue.outputs.url, queue.outputs.arn], [urlOf("orders"), queue.id, arnOf("orders")]);
    cloud.make(QUEUE_POLICY, { queueUrl: queue.id, policy: policy({}) });
    cloud.delete(queue);
    assert.deepEqual(cloud.account.all(QUEUE_POLICY), []);
  });
});

function policy(more: Values): string {
  const statement = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arnOf("orders") };
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...more }] });
}

describe("the sandbox's queue policy", () => {
  const of =
    (more: Values, before: (cloud: Cloud) => void = () => {}) =>
    () => {
      const cloud = new Cloud();
      cloud.make(QUEUE, { name: "orders" });
      before(cloud);
      return cloud.creating(QUEUE_POLICY, { queueUrl: urlOf("orders"), policy: policy({}), ...more });
    };
  breaks("queue-policy-queue-exists", "a queue of nowhere", of({ queueUrl: urlOf("none") }), "does not exist");
  passes("queue-policy-queue-exists", "a queue of the account", of({}));
  breaks(
    "queue-policy-once",
    "a second policy",
    of({}, (cloud) => cloud.make(QUEUE_POLICY, { queueUrl: urlOf("orders"), policy: policy({}) })),
    "keep one QueuePolicy",
  );
  passes("queue-policy-once", "the first policy", of({}));
  breaks("queue-policy-statements", "what is no JSON", of({ policy: "deny" }), "write a policy document");
  breaks("queue-policy-statements", "no effect", of({ policy: policy({ Effect: "Refuse" }) }), "Allow or Deny");
  breaks("queue-policy-statements", "nobody", of({ policy: policy({ Principal: undefined }) }), "Principal");
  breaks("queue-policy-statements", "another service", of({ policy: policy({ Action: "sns:*" }) }), "actions of sqs");
  breaks(
    "queue-policy-statements",
    "another queue",
    of({ policy: policy({ Resource: arnOf("two") }) }),
    "not the queue",
  );
  passes("queue-policy-statements", "a refusal of this queue", of({}));
  breaks("queue-policy-principal-narrow", "everybody", of({ policy: policy({ Effect: "Allow" }) }), "everybody");
  passes("queue-policy-principal-narrow", "a refusal of everybody", of({}));
});
