import * as pulumi from "@pulumi/pulumi";
import { databaseNameOf } from "../lib/database-name.ts";
import { mapValues } from "../lib/records.ts";
import { databaseAlarms } from "./database-alarms.ts";
import type { DatabaseArgs } from "./database-args.ts";
import { databaseInstance } from "./database-instance.ts";
import { existingDatabase } from "./existing-database.ts";

/**
 * A Postgres instance that nobody can reach until a client's rule lets it in: one of our own, or one that somebody else
 * has made.
 *
 * RDS makes the master password, keeps it in a secret of its own and rotates it, so it never passes through this
 * program, except where RDS cannot; only the bootstrap task reads it.
 *
 * @stateful
 */
export class Database extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  /** Hosts that can only be read from; they may be a little behind. */
  readonly replicaHosts: readonly pulumi.Output<string>[];
  /** Identifiers of those that can only be read from. */
  readonly replicaIdentifiers: readonly pulumi.Output<string>[];
  readonly port: number;
  /** Identifier of the instance. */
  readonly identifier: pulumi.Output<string>;
  /** What RDS calls this very instance: another one under the same identifier has another. */
  readonly resourceId: pulumi.Output<string>;
  /** Name of the database inside the instance. */
  readonly databaseName: string;
  /** ARN of a secret with the master's `username` and `password` as JSON. */
  readonly masterSecretArn: pulumi.Output<string>;
  /** Security group of the instance. */
  readonly firewallId: pulumi.Output<string>;
  /** The alarm that rings while it is down. */
  readonly downAlarmName: pulumi.Output<string>;
  /** Alarms that page for it: what relies on it does not page as well. */
  readonly brokenAlarmNames: readonly pulumi.Output<string>[];

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:database:Database", name, {}, opts);
    const child = { parent: this };

    this.databaseName = args.databaseName ?? databaseNameOf(name);
    const instance = args.existing
      ? existingDatabase(args.existing, child)
      : databaseInstance(name, { ...args, databaseName: this.databaseName }, child);
    const replicas = mapValues(instance.replicas, ({ identifier }) => identifier);
    const alarms = databaseAlarms(name, args, { primary: instance.identifier, replicas }, child);
    this.downAlarmName = alarms.downAlarmName;
    this.brokenAlarmNames = alarms.brokenAlarmNames;
    this.host = instance.host;
    this.replicaHosts = Object.values(instance.replicas).map(({ host }) => host);
    this.replicaIdentifiers = Object.values(replicas);
    this.port = instance.port;
    this.identifier = instance.identifier;
    this.resourceId = instance.resourceId;
    this.masterSecretArn = instance.masterSecretArn;
    this.firewallId = instance.firewallId;
    this.registerOutputs({ host: this.host });
  }
}
