import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Instance } from "@pulumi/aws/rds/instance.js";
import { ParameterGroup } from "@pulumi/aws/rds/parameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";
import { physicalName } from "../lib/names.ts";
import { only } from "../lib/only.ts";
import type { Alarms } from "./alarm.ts";
import { databaseAlarms } from "./database-alarms.ts";
import type { Network } from "./network.ts";

const masterUser = "postgres";
const postgresPort = 5432;

export interface DatabaseArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly network: Pick<Network, "vpcId" | "dataSubnetIds">;
  readonly alarms: Alarms;
  /** Major version, for example `17`. */
  readonly version: string;
  /** Parameters beside ours, by name. */
  readonly parameters: Readonly<Record<string, string>>;
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
  /** Database Insights with 7 days of history. */
  readonly insights: boolean;
  /** Statements that take longer are logged. */
  readonly slowQueryMilliseconds: number;
  /** Absent: it is protected in Pulumi and in RDS, and leaves a final snapshot. */
  readonly deletable?: { readonly because: string };
  /** Changes do not wait for the maintenance window. */
  readonly applyImmediately: boolean;
  readonly logRetentionDays: number;
}

/**
 * A Postgres instance that nobody can reach until a client's rule lets it in.
 *
 * RDS makes the master password, keeps it in a secret of its own and rotates it, so it never passes through this
 * program; only the bootstrap task reads it.
 *
 * @stateful
 */
export class Database extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly port = postgresPort;
  /** Name of the database inside the instance. */
  readonly databaseName: string;
  readonly masterUser = masterUser;
  readonly masterSecretArn: pulumi.Output<string>;
  /** Security group of the instance. */
  readonly firewallId: pulumi.Output<string>;
  /** The alarm that rings while it is down. */
  readonly downAlarmName: pulumi.Output<string>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:database:Database", name, {}, opts);
    const child = { parent: this };

    const firewall = new SecurityGroup(
      `${name}-firewall`,
      {
        name: physicalName("securityGroup", args.prefix, name),
        description: "One database",
        vpcId: args.network.vpcId,
        tags: { Name: `${args.prefix}-${name}` },
      },
      child,
    );
    const subnets = new SubnetGroup(
      `${name}-subnets`,
      { name: physicalName("subnetGroup", args.prefix, name), subnetIds: args.network.dataSubnetIds },
      child,
    );
    const family = `postgres${args.version}`;
    const parameters = new ParameterGroup(
      `${name}-parameters`,
      {
        // A major upgrade needs the new family's group beside the old one's.
        name: physicalName("parameterGroup", args.prefix, name, [family]),
        family,
        parameters: parameterList(args),
      },
      child,
    );
    const identifier = physicalName("databaseInstance", args.prefix, name);
    // RDS would make the groups itself, and keep what is in them for ever.
    const logs = logExports.map(
      (log) =>
        new LogGroup(
          `${name}-logs-${log}`,
          { name: `/aws/rds/instance/${identifier}/${log}`, retentionInDays: args.logRetentionDays },
          child,
        ),
    );
    // The name of a snapshot is taken for ever; a database made anew under this name needs another.
    const final = new RandomId(`${name}-final`, { byteLength: 4 }, child);
    const instance = new Instance(
      `${name}-instance`,
      {
        ...instanceSettings(args),
        identifier,
        dbName: databaseName(name),
        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: [firewall.id],
        parameterGroupName: parameters.name,
        finalSnapshotIdentifier: pulumi.interpolate`${identifier}-final-${final.hex}`,
      },
      {
        ...child,
        protect: !args.deletable,
        dependsOn: logs,
        customTimeouts: { create: "40m", update: "80m", delete: "60m" },
      },
    );
    this.downAlarmName = databaseAlarms(name, args, instance, child).name;
    this.host = instance.address;
    this.databaseName = databaseName(name);
    this.masterSecretArn = instance.masterUserSecrets.apply((secrets) => only(secrets).secretArn);
    this.firewallId = firewall.id;
    this.registerOutputs({ host: this.host });
  }
}

const logExports = ["postgresql", "upgrade"] as const;

/** What the instance is, apart from its name and its neighbours. */
function instanceSettings(args: DatabaseArgs) {
  const isDeletable = Boolean(args.deletable);
  return {
    engine: "postgres",
    engineVersion: args.version,
    instanceClass: args.instanceClass,
    allocatedStorage: args.storageGiB,
    maxAllocatedStorage: args.maxStorageGiB,
    storageType: "gp3",
    storageEncrypted: true,
    username: masterUser,
    manageMasterUserPassword: true,
    port: postgresPort,
    multiAz: args.multiAz,
    publiclyAccessible: false,
    backupRetentionPeriod: args.backupDays,
    backupWindow: "02:00-03:00",
    maintenanceWindow: "sun:04:00-sun:05:00",
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: isDeletable,
    deletionProtection: !isDeletable,
    skipFinalSnapshot: isDeletable,
    autoMinorVersionUpgrade: true,
    applyImmediately: args.applyImmediately,
    performanceInsightsEnabled: args.insights,
    ...(args.insights && { performanceInsightsRetentionPeriod: 7 }),
    enabledCloudwatchLogsExports: [...logExports],
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    caCertIdentifier: "rds-ca-rsa2048-g1",
  };
}

/** Postgres would need quotes around a hyphen. */
function databaseName(name: string): string {
  return name.replaceAll("-", "_");
}

/** How RDS puts a parameter into force. */
interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/**
 * Each says how it is applied, as RDS will answer it, since a second preview would find a difference otherwise: a static
 * parameter takes no `immediate`, and of a value that is the family's own RDS keeps `pending-reboot`. Both are true of
 * `rds.force_ssl`, static to Postgres 14 and 1 by itself from 15 on. A new instance starts with all of them.
 */
function parameterList({ slowQueryMilliseconds, parameters }: DatabaseArgs): Parameter[] {
  const afterReboot = { ...parameters, "rds.force_ssl": "1" };
  const slow = {
    name: "log_min_duration_statement",
    value: `${slowQueryMilliseconds}`,
    applyMethod: "immediate",
  } as const;
  return Object.entries(afterReboot)
    .filter(([name]) => name !== slow.name)
    .map(([name, value]): Parameter => ({ name, value, applyMethod: "pending-reboot" }))
    .concat(slow)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
