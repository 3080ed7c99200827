import { wrapped } from "./wrapped.ts";

/** What `slipway ci notify` came to. */
export interface NotifyResult {
  readonly stack: string;
  readonly event: string;
  readonly topicArn: string;
  /** Whether there is such a topic. */
  readonly isTold: boolean;
}

/** Whether anybody could be told, for a person. */
export function ciNotifyText({ stack, event, topicArn, isTold }: NotifyResult): string {
  const says = isTold
    ? `told "${event}" of ${stack} to those who hear of ${topicArn} (environment.alarms.notify)`
    : `nobody was told "${event}" of ${stack}: the first deployment makes ${topicArn}`;
  return `${wrapped(says, "  ").join("\n")}\n`;
}
