import { mapValues } from "../lib/records.ts";
import type { Config } from "./blocks.ts";
import type { Queue } from "./stack-stores.ts";

/** Queues with every default filled in. */
export function resolveQueues({ app }: Config): Record<string, Queue> {
  return mapValues(app.queues ?? {}, (queue) => ({ fifo: false, maxReceives: 5, visibilitySeconds: 30, ...queue }));
}
