import type { Account } from "../account.ts";
import type { InAccount, Model, Resource, Rule, Values } from "../model.ts";
import { arn } from "./identifiers.ts";
import { queueChecks } from "./queue-checks.ts";
import { queuePolicy } from "./queue-policy.ts";
import { QUEUE, QUEUE_POLICY } from "./queue-tokens.ts";
import { uniqueName } from "./references.ts";
import { placeOf } from "./shapes.ts";
import { bool, isObject, num, str } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html";
const DEAD = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html";

/** The redrive policy of a queue; undefined when it has none or it cannot be read. */
function redriveOf(inputs: Values): Values | undefined {
  try {
    const redrive: unknown = JSON.parse(str(inputs, "redrivePolicy") ?? "");
    return isObject(redrive) ? redrive : undefined;
  } catch {
    return undefined;
  }
}

const deadLetters: Rule<InAccount> = {
  id: "queue-dead-letters",
  says: "What cannot be handled goes to another queue that exists, of the same kind, and keeps its messages as long or longer.",
  source: DEAD,
  refuse({ resource: { inputs, id }, account }) {
    const redrive = redriveOf(inputs);
    if (redrive === undefined) return undefined;
    const target = str(redrive, "deadLetterTargetArn") ?? "";
    const dead = account.byArn(target);
    if (dead?.type !== QUEUE || dead.id === id)
      return `InvalidParameterValue: Value for parameter RedrivePolicy is invalid. Reason: Dead letter target "${target}" does not exist: take the ARN from another queue`;
    if ((bool(dead.outputs, "fifoQueue") ?? false) !== (bool(inputs, "fifoQueue") ?? false))
      return `InvalidParameterValue: the dead-letter queue of a FIFO queue is a FIFO queue, and of a standard one a standard one: make ${target} of the same kind`;
    const [kept, before] = [keptFor(dead.outputs), keptFor(inputs)];
    return kept < before
      ? `messages in ${target} are deleted ${kept} seconds after they were first sent, and the queue itself keeps them for ${before}: give the dead-letter queue a longer messageRetentionSeconds`
      : undefined;
  },
};

function keptFor(values: Values): number {
  return num(values, "messageRetentionSeconds") ?? 345_600;
}

const noLettersHere: Rule<InAccount> = {
  id: "queue-not-dead-letters-of-another",
  says: "A queue that another sends its dead letters to stays as long as that one: its messages would be lost.",
  source: DEAD,
  refuse({ resource, account }) {
    const user = sendersTo(account, resource).find(({ id }) => id !== resource.id);
    return user === undefined
      ? undefined
      : `queue ${resource.id} takes the dead letters of ${user.id}: delete that first, or take its redrivePolicy away`;
  },
};

function sendersTo(account: Account, { outputs }: Resource): readonly Resource[] {
  return account.all(QUEUE).filter((one) => redriveOf(one.outputs)?.deadLetterTargetArn === outputs.arn);
}

const queue: Model = {
  type: QUEUE,
  autoname: { input: "name", max: 80 },
  defaults: {
    contentBasedDeduplication: false,
    delaySeconds: 0,
    fifoQueue: false,
    maxMessageSize: 1_048_576,
    messageRetentionSeconds: 345_600,
    receiveWaitTimeSeconds: 0,
    sqsManagedSseEnabled: true,
    visibilityTimeoutSeconds: 30,
  },
  checks: queueChecks,
  identify: (inputs, _seed, place) => {
    const { accountId, region } = placeOf(inputs, place);
    return `https://sqs.${region}.amazonaws.com/${accountId}/${str(inputs, "name") ?? ""}`;
  },
  outputs: (inputs, id, _seed, place) => ({
    arn: arn(placeOf(inputs, place), "sqs", str(inputs, "name") ?? ""),
    url: id,
  }),
  requires: [
    uniqueName({
      id: "queue-name-unique",
      type: QUEUE,
      input: "name",
      noun: "queue",
      code: "QueueNameExists",
      source: CREATE,
    }),
    deadLetters,
  ],
  replaces: "as the specification says",
  blocksDelete: [noLettersHere],
  after(change, { resource, account }) {
    if (change === "deleted") account.remove(QUEUE_POLICY, resource.id);
  },
  typicalMinutes: 0.5,
};

/** Queues and their policies. */
export const models: readonly Model[] = [queue, queuePolicy];
