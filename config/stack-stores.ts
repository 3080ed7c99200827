import type { Because } from "./stack-place.ts";
import type { Workload } from "./stack-tasks.ts";

export interface Database {
  /** Major version, for example `17`. */
  readonly version: string;
  readonly extensions: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Its `uses` names this database alone: the login of the migrator. */
  readonly migrate?: Workload & { readonly timeoutMinutes: number };
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
  /** Performance Insights, slow query log in milliseconds. */
  readonly insights: boolean;
  readonly slowQueryMilliseconds: number;
  /** Off: protected in Pulumi and in RDS, with a final snapshot. */
  readonly deletable?: Because;
  readonly applyImmediately: boolean;
  readonly logRetentionDays: number;
}

export interface Cache {
  readonly engine: "valkey" | "redis";
  readonly version: string;
  readonly nodeType: string;
  readonly replicas: number;
  readonly snapshotDays: number;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
}

/** An SQS queue with its dead-letter queue. */
export interface Queue {
  readonly fifo: boolean;
  /** How often a message is received before it goes to the dead-letter queue. */
  readonly maxReceives: number;
  /** Seconds that a received message stays out of sight. */
  readonly visibilitySeconds: number;
}
