import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import { Queue as SqsQueue } from "@pulumi/aws/sqs/queue.js";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import type { Alarms } from "./alarm.ts";
import { queueAlarms } from "./queue-alarms.ts";

export interface QueueArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly alarms: Alarms;
  /** Keeps the order within a group of messages and drops what was sent twice; changing it replaces the queue. */
  readonly fifo: boolean;
  /** How often a message is received before it goes to the dead-letter queue. */
  readonly maxReceives: number;
  /** Seconds that a received message stays out of sight. */
  readonly visibilitySeconds: number;
  readonly protect: boolean;
}

type Child = { parent: Queue };

const days = 24 * 3600;
/** The longest that SQS keeps a message, counted from when it was first sent, also in the dead-letter queue. */
const longestRetention = 14 * days;
const retention = 4 * days;

/** What a task may do with a queue that it names in `uses`. */
export const queueActions: Readonly<Record<"read" | "write", readonly string[]>> = {
  read: [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
  ],
  write: [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:SendMessage",
  ],
};

/**
 * A queue of SQS, encrypted and closed to whoever comes without TLS, and the queue for what cannot be handled.
 *
 * @stateful
 */
export class Queue extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  readonly deadQueueName: pulumi.Output<string>;
  /** What a client must wait for before it may use it. */
  readonly ready: pulumi.Resource[];
  /** The alarm on a message that waits too long: a symptom, for which `pageForQueue` speaks. */
  readonly oldestMessage: MetricAlarm;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:queue:Queue", name, {}, opts);
    const child = { parent: this };

    const dead = sqsQueue(`${name}-dead`, args, { messageRetentionSeconds: longestRetention }, child);
    const queue = sqsQueue(
      name,
      args,
      {
        messageRetentionSeconds: retention,
        visibilityTimeoutSeconds: args.visibilitySeconds,
        redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
          JSON.stringify({ deadLetterTargetArn, maxReceiveCount: args.maxReceives }),
        ),
      },
      child,
    );
    const policies = [tlsOnly(`${name}-dead`, dead, child), tlsOnly(name, queue, child)];
    this.oldestMessage = queueAlarms(name, { ...args, retentionSeconds: retention }, { queue, dead }, child);

    this.url = queue.url;
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.deadQueueName = dead.name;
    this.ready = policies;
    this.registerOutputs({ url: this.url, arn: this.arn });
  }
}

function sqsQueue(
  name: string,
  { prefix, fifo, protect }: QueueArgs,
  own: Pick<
    NonNullable<ConstructorParameters<typeof SqsQueue>[1]>,
    "messageRetentionSeconds" | "visibilityTimeoutSeconds" | "redrivePolicy"
  >,
  child: Child,
): SqsQueue {
  return new SqsQueue(
    `${name}-queue`,
    {
      // SQS tells the kinds of queue apart by this end of the name.
      name: `${physicalName("queue", prefix, name)}${fifo ? ".fifo" : ""}`,
      ...(fifo && { fifoQueue: true }),
      sqsManagedSseEnabled: true,
      // One request waits for a message instead of many that come back empty and cost the same.
      receiveWaitTimeSeconds: 20,
      ...own,
    },
    { ...child, protect },
  );
}

function tlsOnly(name: string, queue: SqsQueue, child: Child): QueuePolicy {
  return new QueuePolicy(
    `${name}-tls-only`,
    {
      queueUrl: queue.url,
      policy: queue.arn.apply((arn) =>
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "TlsOnly",
              Effect: "Deny",
              Principal: "*",
              Action: "sqs:*",
              Resource: arn,
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      ),
    },
    child,
  );
}
