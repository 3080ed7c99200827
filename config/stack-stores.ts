import type { Because } from "./stack-place.ts";
import type { Workload } from "./stack-tasks.ts";

export interface Database {
  /** Major version, for example `17`. */
  readonly version: string;
  readonly extensions: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  /** Name of the database inside the instance; absent: that of its key. */
  readonly databaseName?: string;
  /** Its `uses` names this database alone: the login of the migrator. */
  readonly migrate?: Workload & { readonly timeoutMinutes: number };
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly maxStorageGiB: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
  /** Read replicas; a client that says `replica` reads from one. */
  readonly replicas: number;
  /** UTC, as RDS writes them: `02:00-03:00` and `sun:04:00-sun:05:00`. */
  readonly windows: { readonly backup: string; readonly maintenance: string };
  /** A snapshot is taken, and waited for, before each migration. */
  readonly snapshotBeforeMigration: boolean;
  /** What a new instance starts with; absent: empty. Of an instance that is there it changes nothing. */
  readonly restoreFrom?: RestoreFrom;
  /** An instance that is there already and belongs to somebody else: only roles, logins and alarms are declared. */
  readonly existing?: { readonly identifier: string; readonly masterSecretArn: string; readonly port: number };
  /** A major version other than the one that runs may be put in force. */
  readonly allowMajorUpgrade?: Because;
  /** Changes that need a restart are made on a copy that then takes over. */
  readonly blueGreenUpdate: boolean;
  /** Who makes the master's password: RDS, but where it cannot (replicas, blue/green), this program. */
  readonly masterPassword: "rds" | "made";
  /** Performance Insights, slow query log in milliseconds. */
  readonly insights: boolean;
  readonly slowQueryMilliseconds: number;
  /** Off: protected in Pulumi and in RDS, with a final snapshot. */
  readonly deletable?: Because;
  readonly applyImmediately: boolean;
  readonly logRetentionDays: number;
}

type RestoreFrom =
  | { readonly kind: "snapshot"; readonly snapshot: string }
  /** Another instance of this account and region, at a second of its history; without `at` the newest. */
  | { readonly kind: "pointInTime"; readonly of: string; readonly at?: string };

export interface Cache {
  /** A queue never evicts; a cache evicts what was not asked for longest. */
  readonly use: "cache" | "queue";
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

/** An S3 bucket: private, encrypted, TLS only. */
export interface Bucket {
  readonly versioned: boolean;
  /** Days after which an object is deleted; absent: never. */
  readonly expireDays?: number;
  /** Days that an overwritten or deleted object can be had back; with `versioned`. */
  readonly noncurrentDays: number;
  /** Absent: it is protected in Pulumi, and a bucket with objects in it is not deleted. */
  readonly deletable?: Because;
}
