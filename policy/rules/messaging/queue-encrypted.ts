import { isOff } from "../../inputs.ts";
import type { Rule } from "../../rule.ts";

export const queueEncrypted: Rule = {
  name: "queue-encrypted",
  demands: "Messages are encrypted where a queue keeps them.",
  why: "They hold what the app passes on, and lie there for days.",
  sources: [{ control: "SQS.1" }],
  wayOut: "Leave sqsManagedSseEnabled out or set it to true, or name a key in kmsMasterKeyId.",
  enforcement: "mandatory",
  types: ["aws:sqs/queue:Queue"],
  looksAround: false,
  check: ({ inputs: { sqsManagedSseEnabled, kmsMasterKeyId } }) =>
    isOff(sqsManagedSseEnabled) && !kmsMasterKeyId ? ["sqsManagedSseEnabled is false"] : [],
};
