import type * as pulumi from "@pulumi/pulumi";
import type { Alarms } from "./alarm.ts";
import type { Network } from "./network.ts";

export interface DatabaseArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly network: Pick<Network, "vpcId" | "dataSubnetIds">;
  readonly alarms: Alarms;
  /** Major version, for example `17`. */
  readonly version: string;
  /** Parameters beside ours, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Name of the database inside the instance; absent: that of the component. */
  readonly databaseName?: string;
  /** RDS instance class, for example `db.t4g.micro`. Changing it restarts the instance. */
  readonly instanceClass: string;
  /** Volume in GiB. RDS grows a volume but never shrinks it. */
  readonly storageGiB: number;
  /** RDS grows the volume by itself up to this. */
  readonly maxStorageGiB: number;
  /** A standby in another zone that takes over by itself. */
  readonly multiAz: boolean;
  /** Days for which any second can be restored, 1 to 35. */
  readonly backupDays: number;
  /** Copies that can be read from, 0 to 5. */
  readonly replicas: number;
  /** UTC, as RDS writes them. */
  readonly windows: { readonly backup: string; readonly maintenance: string };
  /** What a new instance starts with; absent: empty. */
  readonly restoreFrom?: RestoreFrom;
  /** An instance that somebody else has made and keeps: then nothing of it is declared. */
  readonly existing?: ExistingDatabase;
  /** Another major version may be put in force, at once. */
  readonly allowMajorUpgrade?: { readonly because: string };
  /** Changes that need a restart are made on a copy that then takes over. */
  readonly blueGreenUpdate: boolean;
  /** Who makes the master's password: RDS, or where it cannot, this program. */
  readonly masterPassword: "rds" | "made";
  /** Days in which a deleted secret can be had back: 0, or 7 to 30. */
  readonly secretRecoveryDays: number;
  /** Database Insights with 7 days of history. */
  readonly insights: boolean;
  /** Statements that take longer are logged. */
  readonly slowQueryMilliseconds: number;
  /** Absent: it is protected in Pulumi and in RDS, and leaves a final snapshot. */
  readonly deletable?: { readonly because: string };
  /** URNs of what may be replaced although it holds data. */
  readonly allowReplace?: readonly string[];
  /** Changes do not wait for the maintenance window. */
  readonly applyImmediately: boolean;
  readonly logRetentionDays: number;
}

type RestoreFrom =
  | { readonly kind: "snapshot"; readonly snapshot: string }
  /** Another instance, at a second of its history; without `at` the newest. */
  | { readonly kind: "pointInTime"; readonly of: string; readonly at?: string };

export interface ExistingDatabase {
  readonly identifier: string;
  /** JSON with `username` and `password` of a user that may make roles. */
  readonly masterSecretArn: string;
  readonly port: number;
}

/** An instance as its clients see it. */
export interface DatabaseInstance {
  readonly identifier: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly resourceId: pulumi.Output<string>;
  readonly masterSecretArn: pulumi.Output<string>;
  /** Security group of the instance. */
  readonly firewallId: pulumi.Output<string>;
  /** By their logical names. */
  readonly replicas: Readonly<Record<string, DatabaseReplica>>;
}

export interface DatabaseReplica {
  readonly identifier: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
}
