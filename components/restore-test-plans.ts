import { Plan } from "@pulumi/aws/backup/plan.js";
import { RestoreTestingPlan } from "@pulumi/aws/backup/restoreTestingPlan.js";
import { RestoreTestingSelection } from "@pulumi/aws/backup/restoreTestingSelection.js";
import { Selection } from "@pulumi/aws/backup/selection.js";
import type { Vault } from "@pulumi/aws/backup/vault.js";
import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import type { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { backupHour, type DatabaseWindows } from "../lib/backup-hour.ts";
import { physicalName } from "../lib/names.ts";
import type { RestoreTestRoles } from "./restore-test-roles.ts";

/** Where backups go that are there to be tested, and who takes and restores them. */
export interface TestPlace {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly vault: Vault;
  readonly roles: RestoreTestRoles;
}

/** What copies stand in. */
export interface CopyPlace {
  readonly firewall: SecurityGroup;
  readonly subnets: SubnetGroup;
}

type Child = { parent: pulumi.Resource };

/** A backup of the day before yesterday still does when those since have failed. */
const keptDays = 3;
/** What a judgement may take, a few tries and all; the copy costs as much as an instance for so long. */
const validationHours = 8;
/** Small and cheap, and enough for one query at a time. */
const copyClass = "db.t4g.micro";

/** Has AWS Backup take a backup of an instance every day, when what is in it is worth one. */
export function dailyBackups(
  name: string,
  instanceArn: pulumi.Input<string>,
  { windows, ready }: { readonly windows: DatabaseWindows; readonly ready: readonly pulumi.Resource[] },
  { prefix, vault, roles }: TestPlace,
  child: Child,
): void {
  const plan = new Plan(
    `${name}-backups`,
    {
      name: physicalName("backupPlan", prefix, name),
      rules: [
        {
          ruleName: "daily",
          targetVaultName: vault.name,
          schedule: `cron(0 ${backupHour(windows)} * * ? *)`,
          startWindow: 60,
          completionWindow: 480,
          lifecycle: { deleteAfter: keptDays },
        },
      ],
    },
    child,
  );
  new Selection(
    `${name}-backed-up`,
    {
      name: physicalName("backupPlan", prefix, name),
      planId: plan.id,
      iamRoleArn: roles.backupArn,
      resources: [instanceArn],
    },
    { ...child, dependsOn: [...roles.ready, ...ready] },
  );
}

const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** When AWS Backup restores the newest backups for a test: at least every so many days. */
export function testingPlan(
  name: string,
  everyDays: number,
  { prefix, vault }: TestPlace,
  child: Child,
): RestoreTestingPlan {
  // A cron counts no days across the ends of weeks, so the gap there may be shorter.
  const on = days.filter((_, index) => index % everyDays === 0).join(",");
  return new RestoreTestingPlan(
    `${name}-plan`,
    {
      name: withUnderscores(physicalName("restoreTestingPlan", prefix, name)),
      // In working hours, and over before they are.
      scheduleExpression: `cron(0 8 ? * ${on} *)`,
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vault.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: keptDays,
      },
    },
    child,
  );
}

/** Has the newest backup of an instance restored, as small as it can be and where nobody but the judge reaches it. */
export function testSelection(
  name: string,
  instanceArn: pulumi.Input<string>,
  plan: RestoreTestingPlan,
  { roles, firewall, subnets }: TestPlace & CopyPlace,
  child: Child,
): RestoreTestingSelection {
  return new RestoreTestingSelection(
    `${name}-tested`,
    {
      name: withUnderscores(name),
      restoreTestingPlanName: plan.name,
      protectedResourceType: "RDS",
      protectedResourceArns: [instanceArn],
      iamRoleArn: roles.restoreArn,
      validationWindowHours: validationHours,
      // One zone and no public address are AWS's own choice: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
      restoreMetadataOverrides: {
        dbInstanceClass: copyClass,
        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: firewall.id.apply((id) => JSON.stringify([id])),
      },
    },
    { ...child, dependsOn: [...roles.ready] },
  );
}

/** Plans and selections of restore tests take no hyphens. */
function withUnderscores(name: string): string {
  return name.replaceAll("-", "_");
}
