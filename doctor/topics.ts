import type { Receiver } from "../config/stack.ts";
import type { Whole } from "./context.ts";

/** A topic of a stack's alarms, and who is to hear of it. */
export interface AlarmTopic {
  /** The key under `environment.alarms`. */
  readonly key: "page" | "notify";
  readonly arn: string;
  readonly receivers: readonly Receiver[];
}

/** What needs somebody now, and what can wait; the topic of us-east-1 has the same receivers as the first. */
export function alarmTopics({ place, declared: { stack, plan } }: Pick<Whole, "place" | "declared">): AlarmTopic[] {
  const topics = plan.resources.filter(({ type }) => type === "aws:sns/topic:Topic");
  return (["page", "notify"] as const).flatMap((key) =>
    topics
      .filter(({ name }) => name.startsWith(`alarms-${key}`))
      .map(({ inputs }) => ({
        key,
        arn: `arn:aws:sns:${inputs.region ?? place.region}:${place.accountId}:${inputs.name}`,
        receivers: stack.alarms[key],
      })),
  );
}

/** Who hears, without what only they may know: `on-call@example.com`, `pagerduty`. */
export function heardBy(receivers: readonly Receiver[]): string {
  return (
    receivers.map((one) => (one.protocol === "email" ? one.endpoint : `${one.protocol} (${one.key})`)).join(", ") ||
    "nobody"
  );
}
