import { z } from "zod";
import { oneLine } from "../../lib/one-line.ts";

/** Whoever may push can write any words, and they are printed. */
const words = z.string().transform(oneLine);

const common = {
  /** Id of the freight. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  /** ISO 8601, UTC. */
  at: z.iso.datetime(),
  /** `Name <address>` of git, or the login of whoever started the workflow. */
  by: words,
  /** Address of the workflow's run. */
  run: z.url().exactOptional(),
};

const check = z.strictObject({ name: words, passed: z.boolean(), says: words });

/** One line of `releases/<stack>.jsonl`. */
export const releaseRecord = z.discriminatedUnion("event", [
  z.strictObject({ event: z.literal("deployed"), ...common, update: z.int().min(1), commit: words }),
  z.strictObject({ event: z.literal("verified"), ...common, update: z.int().min(1), checks: z.array(check) }),
  z.strictObject({ event: z.literal("failed"), ...common, update: z.int().min(1), checks: z.array(check) }),
  z.strictObject({ event: z.literal("rejected"), ...common, reason: words }),
  z.strictObject({ event: z.literal("held"), ...common, reason: words }),
  z.strictObject({ event: z.literal("unheld"), ...common }),
  z.strictObject({ event: z.literal("forced"), ...common, gate: words, reason: words }),
]);

/** Something that happened to a freight in a stage. */
export type ReleaseRecord = z.infer<typeof releaseRecord>;

/** One thing that a verification looked at. */
export type Check = z.infer<typeof check>;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A record that is about to be written: when, who and which run are filled in as it is. */
export type NewRecord = Without<ReleaseRecord, "at" | "by" | "run">;

/** What a stage's file of records holds. */
export interface ReadRecords {
  /** In the order of the file, the oldest first. */
  readonly records: readonly ReleaseRecord[];
  /** Lines that are none, by their number from 1. They are told, and stay in the file. */
  readonly damaged: readonly { readonly line: number; readonly says: string }[];
}

/** The records of one stage, on the branch `slipway-releases`. */
export interface Records {
  read(): Promise<ReadRecords>;
  /** Appends all of them at once, or none; what somebody else appends at the same time stays. */
  append(...records: readonly NewRecord[]): Promise<void>;
}
