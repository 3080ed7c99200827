import type * as pulumi from "@pulumi/pulumi";
import { found } from "../lib/records.ts";
import { hasTime, type RedisQueueFormat } from "../lib/redis-queue.ts";

/** One metric of CloudWatch. */
export interface QueueMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What CloudWatch knows of the queue that a service works on. */
export interface QueueMetrics {
  /** Messages that a task could take now. */
  readonly depth: QueueMetric;
  /** Seconds that the next one has waited; absent where messages carry no time. */
  readonly age?: QueueMetric;
}

/** Namespace of the metrics that a stack publishes itself. */
export function metricNamespace(prefix: string): string {
  return `slipway/${prefix}`;
}

/** A queue in a cache, whose depth a function publishes once a minute. */
export function cacheQueueMetrics(prefix: string, service: string, format: RedisQueueFormat): QueueMetrics {
  const own = { namespace: metricNamespace(prefix), dimensions: { Service: service } };
  return {
    depth: { ...own, metricName: "QueueDepth" },
    ...(hasTime(format) && { age: { ...own, metricName: "QueueAgeSeconds" } }),
  };
}

/** A queue of SQS, which publishes by itself. */
export function sqsQueueMetrics(queueName: pulumi.Input<string>): Required<QueueMetrics> {
  const own = { namespace: "AWS/SQS", dimensions: { QueueName: queueName } };
  return {
    depth: { ...own, metricName: "ApproximateNumberOfMessagesVisible" },
    age: { ...own, metricName: "ApproximateAgeOfOldestMessage" },
  };
}

/** What a service says it works on: a queue in a cache, or one of the stack's queues by its name. */
export type QueueSignal =
  | { readonly kind: "cache"; readonly format: RedisQueueFormat }
  | { readonly kind: "queue"; readonly of: string };

/** The metrics of the queue that a service works on. */
export function queueMetrics(
  prefix: string,
  service: string,
  signal: QueueSignal,
  queues: Readonly<Record<string, { readonly queueName: pulumi.Input<string> }>>,
): QueueMetrics {
  return signal.kind === "cache"
    ? cacheQueueMetrics(prefix, service, signal.format)
    : sqsQueueMetrics(found(queues, signal.of).queueName);
}
