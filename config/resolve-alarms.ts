import type { Config } from "./blocks.ts";
import type { Path } from "./path.ts";
import type { Receiver } from "./stack.ts";

type AlarmsConfig = NonNullable<Config["environment"]["alarms"]>;
type ReceiverConfig = NonNullable<AlarmsConfig["page"]>[number];

/** The two groups of receivers. */
export const receiverGroups = ["page", "notify"] as const;

/** The group that hears what pages: who is told hears that, too, where nobody is there to be woken. */
export function whoHearsPages({ alarms }: Config["environment"]): (typeof receiverGroups)[number] {
  return alarms?.page?.length ? "page" : "notify";
}

/** Who hears of alarms. */
export function resolveReceivers({ environment }: Config): Record<"page" | "notify", Receiver[]> {
  const { alarms } = environment;
  const page = alarms?.[whoHearsPages(environment)] ?? [];
  return { page: page.map(resolveReceiver), notify: (alarms?.notify ?? []).map(resolveReceiver) };
}

/** `key` is part of a logical name: it is what the receiver is, and so the same wherever it stands in the list. */
export function resolveReceiver(receiver: ReceiverConfig): Receiver {
  if ("email" in receiver) {
    return { key: receiver.email, protocol: "email", endpoint: receiver.email };
  }
  if ("slack" in receiver) {
    const { workspaceId, channelId } = receiver.slack;
    return { key: `${workspaceId}-${channelId}`, protocol: "slack", workspaceId, channelId };
  }
  if ("telegram" in receiver) {
    const { telegram: secret, chat } = receiver;
    return { key: `${secret}-${chat}`, protocol: "telegram", secret, chat };
  }
  return "pagerduty" in receiver
    ? { key: receiver.pagerduty, protocol: "pagerduty", secret: receiver.pagerduty }
    : { key: receiver.https, protocol: "https", secret: receiver.https };
}

/** A secret that a receiver names. */
export interface ReceiverSecret {
  readonly name: string;
  readonly path: Path;
  /** Whether the program itself needs the value: it is part of an address. A function reads a token where it is kept. */
  readonly needsValue: boolean;
}

/** The secrets that receivers name, each with the key that it stands at. */
export function receiverSecrets({ environment: { alarms } }: Config): ReceiverSecret[] {
  return receiverGroups.flatMap((group) =>
    (alarms?.[group] ?? []).flatMap((receiver, index): ReceiverSecret[] => {
      const path = (key: string) => ["environment", "alarms", group, index, key];
      if ("telegram" in receiver) {
        return [{ name: receiver.telegram, path: path("telegram"), needsValue: false }];
      }
      if ("pagerduty" in receiver) {
        return [{ name: receiver.pagerduty, path: path("pagerduty"), needsValue: true }];
      }
      return "https" in receiver ? [{ name: receiver.https, path: path("https"), needsValue: true }] : [];
    }),
  );
}
