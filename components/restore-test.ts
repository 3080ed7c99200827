import { Vault } from "@pulumi/aws/backup/vault.js";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseWindows } from "../lib/backup-hour.ts";
import { physicalName } from "../lib/names.ts";
import { mapValues } from "../lib/records.ts";
import { type Alarms, alarm, thresholdOf } from "./alarm.ts";
import type { StoredSecret } from "./app-secrets.ts";
import type { Network } from "./network.ts";
import { metricNamespace } from "./queue-metrics.ts";
import { type Judged, restoreTestFunction } from "./restore-test-function.ts";
import { dailyBackups, testingPlan, testSelection } from "./restore-test-plans.ts";
import { restoreTestRoles } from "./restore-test-roles.ts";
import type { TaskPlace } from "./task-args.ts";

/** A database whose backups are tested. */
interface TestedDatabase {
  /** What RDS calls the instance. */
  readonly identifier: pulumi.Input<string>;
  readonly databaseName: string;
  readonly windows: DatabaseWindows;
  /** Login that a copy is asked by. */
  readonly login: StoredSecret;
  /** One SELECT; the first value of its first row must be true, or a number over 0. */
  readonly query: string;
  /** What a backup is worth nothing without: the role that asks, and the schema. */
  readonly ready: readonly pulumi.Resource[];
}

export interface RestoreTestArgs {
  readonly place: TaskPlace;
  readonly network: Pick<Network, "vpcId" | "dataSubnetIds" | "privateSubnetIds" | "privateReady">;
  readonly alarms: Alarms;
  /** How often a backup is restored, 1 to 7. */
  readonly everyDays: number;
  readonly databases: Readonly<Record<string, TestedDatabase>>;
}

type Child = { parent: RestoreTest };

/**
 * Shows again and again that the databases can be had back: AWS Backup takes a backup of each every day and restores
 * one every few days, a function asks the copy a question, AWS Backup deletes the copy, and an alarm tells when that
 * went well too long ago.
 */
export class RestoreTest extends pulumi.ComponentResource {
  constructor(name: string, args: RestoreTestArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:restore-test:RestoreTest", name, {}, opts);
    const child = { parent: this };
    const { prefix, accountId, region } = args.place;
    // By name: what goes into a policy or a function is the same in whichever order the file has them.
    const databases = Object.fromEntries(
      Object.entries(args.databases).sort(([one], [other]) => (one < other ? -1 : 1)),
    );

    const arns = mapValues(
      databases,
      ({ identifier }) => pulumi.interpolate`arn:aws:rds:${region}:${accountId}:db:${identifier}`,
    );
    const roles = restoreTestRoles(name, { prefix, accountId, instanceArns: Object.values(arns) }, child);
    const vault = new Vault(
      `${name}-vault`,
      // What is in it is there to be tested; the backups that count are those of RDS itself.
      { name: physicalName("backupVault", prefix, name), forceDestroy: true },
      child,
    );
    const firewall = new SecurityGroup(
      `${name}-copy-firewall`,
      {
        name: physicalName("securityGroup", prefix, `${name}-copy`),
        description: "Restored copies",
        vpcId: args.network.vpcId,
        tags: { Name: `${prefix}-${name}-copy` },
      },
      child,
    );
    const subnets = new SubnetGroup(
      `${name}-subnets`,
      { name: physicalName("subnetGroup", prefix, name), subnetIds: args.network.dataSubnetIds },
      child,
    );
    const where = { prefix, vault, roles, firewall, subnets };
    const plan = testingPlan(name, args.everyDays, where, child);
    const tested = mapValues(databases, (database, key): Judged => {
      const instanceArn = arns[key] ?? "";
      dailyBackups(`${name}-${key}`, instanceArn, database, where, child);
      const selection = testSelection(`${name}-${key}`, instanceArn, plan, where, child);
      overdueAlarm(name, key, args, child);
      const { databaseName, login, query } = database;
      return { instanceArn, databaseName, secretArn: login.arn, query, selection: selection.name };
    });
    restoreTestFunction(name, { ...args, plan, copies: firewall.id, databases: tested }, child);
    this.registerOutputs({});
  }
}

function overdueAlarm(name: string, database: string, { alarms, place, everyDays }: RestoreTestArgs, child: Child) {
  const alarmName = `${name}-${database}-overdue`;
  const threshold = everyDays + 2;
  alarm(
    alarmName,
    alarms,
    {
      severity: "notify",
      runbook: "restore-test-overdue",
      description: `no backup of ${database} has been restored and found good for more than ${thresholdOf(alarmName, alarms, threshold)} days: whether it can be had back is not known`,
      metric: {
        namespace: metricNamespace(place.prefix),
        metricName: "DaysSinceRestore",
        dimensions: { Database: database },
        statistic: "Minimum",
      },
      comparison: "above",
      threshold,
      // The function tells it every six hours.
      periodSeconds: 86_400,
      periods: 1,
      missing: "tells",
    },
    child,
  );
}
