import type { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import type { Queue as SqsQueue } from "@pulumi/aws/sqs/queue.js";
import type * as pulumi from "@pulumi/pulumi";
import { type Alarms, alarm } from "./alarm.ts";
import { pageOnce } from "./composite-alarm.ts";
import { sqsQueueMetrics } from "./queue-metrics.ts";

/** What the alarms need to know of their queue. */
export interface QueueAlarmsArgs {
  readonly alarms: Alarms;
  readonly maxReceives: number;
  readonly visibilitySeconds: number;
  /** SQS deletes a message that is older. */
  readonly retentionSeconds: number;
}

/**
 * Alarms on messages that failed and on messages that wait.
 *
 * @returns the one on those that wait
 */
export function queueAlarms(
  name: string,
  args: QueueAlarmsArgs,
  { queue, dead }: { readonly queue: SqsQueue; readonly dead: SqsQueue },
  child: { parent: pulumi.Resource },
): MetricAlarm {
  // SQS is silent about a queue that nobody has touched for six hours.
  const shared = { comparison: "above", periodSeconds: 300, periods: 1, missing: "notBreaching" } as const;
  alarm(
    `${name}-dead-letters`,
    args.alarms,
    {
      ...shared,
      severity: "notify",
      runbook: "dead-letters",
      description: `queue ${name} has messages that failed ${args.maxReceives} times: read them in its dead-letter queue, mend what fails, and send them again (start a redrive); they are deleted 14 days after they were first sent`,
      metric: { ...sqsQueueMetrics(dead.name).depth, statistic: "Maximum" },
      threshold: 0,
    },
    child,
  );
  // By then a message has been handled or has failed often enough to have gone to the dead letters.
  const handled = Math.max(900, 2 * args.maxReceives * args.visibilitySeconds);
  const threshold = Math.min(handled, args.retentionSeconds / 2);
  return alarm(
    `${name}-oldest-message`,
    args.alarms,
    {
      ...shared,
      severity: "symptom",
      runbook: "queue-stuck",
      description: `a message in queue ${name} has waited for more than ${threshold} seconds: its workers are down, stuck or too few; it is deleted 4 days after it was sent`,
      metric: { ...sqsQueueMetrics(queue.name).age, statistic: "Maximum" },
      threshold,
    },
    child,
  );
}

/** Pages for messages that wait, unless the alarm of a service that works on them explains it. */
export function pageForQueue(
  name: string,
  alarms: Alarms,
  queue: pulumi.Resource & { readonly oldestMessage: MetricAlarm },
  workers: readonly pulumi.Input<string>[],
): void {
  pageOnce(
    name,
    alarms,
    {
      kind: "stuck",
      description: `messages in queue ${name} have waited too long, and no alarm of a service that uses it explains it: its workers are stuck or too few`,
      runbook: "queue-stuck",
      symptoms: { always: [queue.oldestMessage] },
      causes: workers,
    },
    { parent: queue },
  );
}
