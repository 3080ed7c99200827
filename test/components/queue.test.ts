import assert from "node:assert/strict";
import { Queue, type QueueArgs } from "../../components/queue.ts";
import { answered, at, type Declared, declareComponent, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { topics } from "../support/topics.ts";

const prefix = "shop-staging";

function queue(own: Partial<QueueArgs> = {}): Promise<Declared> {
  return declareComponent(() => {
    new Queue("orders", {
      prefix,
      alarms: { prefix, topics: topics() },
      fifo: false,
      maxReceives: 5,
      visibilitySeconds: 30,
      protect: false,
      ...own,
    });
  });
}

describe("Queue", () => {
  it("hands what fails too often over to a queue that keeps it for as long as SQS can", async () => {
    const declared = await queue({ maxReceives: 3 });
    const dead = answered(declared, "orders/orders-dead-queue");
    assert.deepEqual(JSON.parse(String(at(declared, "orders/orders-queue").inputs.redrivePolicy)), {
      deadLetterTargetArn: dead.arn,
      maxReceiveCount: 3,
    });
    assert.equal(dead.messageRetentionSeconds, 14 * 24 * 3600);
  });

  it("is protected where the place says so, with its dead letters: both hold work of the app", async () => {
    const queues = ofType(await queue({ protect: true }), "sqs/queue:Queue");
    assert.deepEqual(
      queues.map(({ protect }) => protect),
      [true, true],
    );
  });

  it("is encrypted, and so are its dead letters", async () => {
    const queues = ofType(await queue(), "sqs/queue:Queue");
    assert.deepEqual(
      queues.map(({ inputs }) => inputs.sqsManagedSseEnabled),
      [true, true],
    );
  });

  it("refuses everybody who comes without TLS, at both queues", async () => {
    const declared = await queue();
    for (const name of ["orders", "orders-dead"]) {
      const [statement, ...others] = statementsOf(at(declared, `orders/${name}-tls-only`));
      assert.deepEqual(others, []);
      assert.deepEqual(
        [statement?.Effect, statement?.Principal, statement?.Condition],
        ["Deny", "*", { Bool: { "aws:SecureTransport": "false" } }],
      );
      assert.equal(statement?.Resource, answered(declared, `orders/${name}-queue`).arn);
    }
  });

  it("is two FIFO queues where order matters, because a FIFO queue takes no other for its dead letters", async () => {
    const queues = ofType(await queue({ fifo: true }), "sqs/queue:Queue");
    assert.deepEqual(
      queues.map(({ inputs }) => [inputs.name, inputs.fifoQueue]),
      [
        ["shop-staging-orders-dead.fifo", true],
        ["shop-staging-orders.fifo", true],
      ],
    );
  });

  it("tells when there are dead letters", async () => {
    const { inputs } = at(await queue(), "orders/orders-dead-letters");
    assert.deepEqual(
      [inputs.metricName, inputs.dimensions, inputs.threshold],
      ["ApproximateNumberOfMessagesVisible", { QueueName: "shop-staging-orders-dead" }, 0],
    );
  });

  for (const [title, own, seconds] of [
    ["for a quarter of an hour", {}, 900],
    ["until it must have been handled or failed, where one try takes long", { visibilitySeconds: 600 }, 6000],
    ["for half of the time that it is kept, at most", { visibilitySeconds: 43_200 }, 172_800],
  ] as const) {
    it(`wakes somebody when a message has waited ${title}`, async () => {
      const { inputs } = at(await queue(own), "orders/orders-oldest-message");
      assert.deepEqual(
        [inputs.metricName, inputs.dimensions, inputs.threshold],
        ["ApproximateAgeOfOldestMessage", { QueueName: "shop-staging-orders" }, seconds],
      );
    });
  }
});
