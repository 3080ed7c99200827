import type { Rule, Values } from "../model.ts";
import { nameShape, range } from "./limits.ts";
import { bool, isObject, num, str } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html";
const DEAD = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html";

const fifoSuffix: Rule<Values> = {
  id: "queue-fifo-suffix",
  says: "The name of a FIFO queue ends in `.fifo`, that of another does not.",
  source: CREATE,
  refuse(values) {
    const name = str(values, "name");
    return name === undefined || name.endsWith(".fifo") === (bool(values, "fifoQueue") === true)
      ? undefined
      : `InvalidParameterValue: queue "${name}": FIFO queues, and only they, end in .fifo: change the name or fifoQueue`;
  },
};

const fifoOnly: Rule<Values> = {
  id: "queue-fifo-only",
  says: "Deduplication by content and throughput for each group are for FIFO queues alone.",
  source: CREATE,
  refuse(values) {
    const given = ["contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit"].find(
      (key) => values[key] !== undefined && values[key] !== false,
    );
    return given === undefined || bool(values, "fifoQueue") === true
      ? undefined
      : `InvalidAttributeName: Unknown Attribute ${given}: it is for FIFO queues: set fifoQueue, or leave it out`;
  },
};

const redrive: Rule<Values> = {
  id: "queue-redrive-policy",
  says: "A redrive policy is JSON with the ARN of a queue and how often a message is received before, 1 to 1000 times.",
  source: DEAD,
  refuse(values) {
    const text = str(values, "redrivePolicy");
    if (text === undefined) return undefined;
    const policy = readJson(text);
    const receives = isObject(policy) ? num(policy, "maxReceiveCount") : undefined;
    return isObject(policy) &&
      /^arn:aws:sqs:/.test(str(policy, "deadLetterTargetArn") ?? "") &&
      receives !== undefined &&
      receives >= 1 &&
      receives <= 1000
      ? undefined
      : `InvalidParameterValue: Value ${text} for parameter RedrivePolicy is invalid: write {"deadLetterTargetArn": "arn:aws:sqs:…", "maxReceiveCount": 5}`;
  },
};

const encryption: Rule<Values> = {
  id: "queue-one-encryption",
  says: "A queue is encrypted with a key of SQS or with one of KMS, not both.",
  source: CREATE,
  refuse: (values) =>
    values.sqsManagedSseEnabled === true && str(values, "kmsMasterKeyId") !== undefined
      ? `InvalidParameterCombination: sqsManagedSseEnabled and kmsMasterKeyId "${values.kmsMasterKeyId}" exclude each other: give one`
      : undefined,
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Rules on the inputs of a queue alone. */
export const queueChecks: readonly Rule<Values>[] = [
  nameShape({
    id: "queue-name-shape",
    input: "name",
    max: 80,
    pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/,
    allowed: "letters, digits, hyphens and underscores (and .fifo at the end)",
    source: CREATE,
  }),
  fifoSuffix,
  fifoOnly,
  redrive,
  encryption,
  range("queue-delay", "delaySeconds", 0, 900, CREATE),
  range("queue-message-size", "maxMessageSize", 1024, 1_048_576, CREATE),
  range("queue-retention", "messageRetentionSeconds", 60, 1_209_600, CREATE),
  range("queue-receive-wait", "receiveWaitTimeSeconds", 0, 20, CREATE),
  range("queue-visibility", "visibilityTimeoutSeconds", 0, 43_200, CREATE),
];
