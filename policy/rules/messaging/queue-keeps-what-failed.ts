import { at } from "../../inputs.ts";
import type { Everything, PolicyResource, Rule } from "../../rule.ts";

/** What sends to a dead-letter queue, and the input that names it. */
const senders: Readonly<Record<string, string>> = {
  "aws:cloudwatch/eventTarget:EventTarget": "deadLetterConfig",
  "aws:lambda/function:Function": "deadLetterConfig",
  "aws:scheduler/schedule:Schedule": "target",
  "aws:sns/topicSubscription:TopicSubscription": "redrivePolicy",
  "aws:sqs/queue:Queue": "redrivePolicy",
  "aws:sqs/redrivePolicy:RedrivePolicy": "redrivePolicy",
};

export const queueKeepsWhatFailed: Rule = {
  name: "queue-keeps-what-failed",
  demands: "A message that cannot be handled goes to another queue.",
  why: "It is tried again and again until it is too old, and then it is gone without a word.",
  sources: [
    {
      url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
      says: "A dead-letter queue takes messages that were received as often as maxReceiveCount says.",
    },
  ],
  wayOut: "Set redrivePolicy with deadLetterTargetArn and maxReceiveCount.",
  enforcement: "advisory",
  types: ["aws:sqs/queue:Queue"],
  looksAround: true,
  check: (queue, everything) =>
    hasOther(queue, everything) || isOther(queue, everything) ? [] : ["redrivePolicy is not set"],
};

function hasOther(queue: PolicyResource, everything: Everything): boolean {
  const policies = everything.referring("aws:sqs/redrivePolicy:RedrivePolicy", "queueUrl", queue);
  return Boolean(at(queue.inputs, "redrivePolicy")) || policies.length > 0;
}

/** A queue for what failed elsewhere needs no other one. */
function isOther(queue: PolicyResource, everything: Everything): boolean {
  return Object.entries(senders).some(([type, input]) =>
    // Of a schedule it may also be the target itself.
    everything
      .referring(type, input, queue)
      .some(({ inputs }) => input !== "target" || at(inputs, "target.deadLetterConfig") !== undefined),
  );
}
