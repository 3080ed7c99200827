import type { Control } from "./control.ts";

export const sqsControls: readonly Control[] = [
  { id: "SQS.1", title: "Queues are encrypted where they lie", verdict: { rule: "queue-encrypted" } },
  { id: "SQS.3", title: "Queues are not for everybody", verdict: { rule: "resource-policy-not-public" } },
];
