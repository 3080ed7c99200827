import type { Values } from "../../../sandbox/model.ts";
import { backupToken } from "../../../sandbox/models/backup-shared.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { arnOf, roleWith } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { publicNetwork } from "./fixtures.ts";

const actions = ["rds:CreateDBSnapshot", "rds:RestoreDBInstanceFromDBSnapshot"];
const daily = { ruleName: "daily", targetVaultName: "tests", schedule: "cron(0 5 * * ? *)" };
const planInputs = { name: "shop", rules: [daily] };
const points = { algorithm: "LATEST_WITHIN_WINDOW", includeVaults: ["*"], recoveryPointTypes: ["SNAPSHOT"] };
const testInputs = { name: "shop_test", scheduleExpression: "cron(0 8 ? * SUN *)", recoveryPointSelection: points };

/** A vault, a plan, a plan of tests, a database and a role of AWS Backup. */
function ground(service = "backup.amazonaws.com", may: readonly string[] = actions) {
  const { cloud, vpc, subnets } = publicNetwork();
  const vault = cloud.make(backupToken.vault, { name: "tests" });
  const plan = cloud.make(backupToken.plan, planInputs);
  const tests = cloud.make(backupToken.testingPlan, testInputs);
  const { role } = roleWith(cloud, "backup", service, may.length === 0 ? [] : [[[...may], ["*"]]]);
  const bucket = cloud.make("aws:s3/bucket:Bucket", { bucket: "shop-uploads" });
  const group = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "copy" });
  const subnetGroup = cloud.make(token.databaseSubnetGroup, { name: "data", subnetIds: subnets.map(({ id }) => id) });
  return { cloud, vault, plan, tests, role, bucket, group, subnetGroup };
}

type Ground = ReturnType<typeof ground>;

describe("the sandbox's backup vault", () => {
  breaks("backup-vault-name-shape", "a name of one character", { name: "a" }, "2 to 50");
  breaks("backup-vault-name-shape", "a name with a dot", { name: "shop.tests" }, "shop.tests");
  passes("backup-vault-name-shape", "a name with a hyphen", { name: "shop-tests" });
  const second = (name: string) => () => ground().cloud.creating(backupToken.vault, { name });
  breaks("backup-vault-unique", "the name of another", second("tests"), "AlreadyExistsException");
  passes("backup-vault-unique", "a name of its own", second("more"));
  breaks(
    "backup-vault-not-in-use",
    "to be deleted before the plan that fills it",
    () => {
      const { cloud, vault } = ground();
      return cloud.deleting(vault);
    },
    "delete that first",
  );
  passes("backup-vault-not-in-use", "to be deleted when no plan fills it", () => {
    const { cloud } = ground();
    return cloud.deleting(cloud.make(backupToken.vault, { name: "more" }));
  });
});

describe("the sandbox's backup plan", () => {
  const rule = (more: Values): Values => ({ name: "shop", rules: [{ ...daily, ...more }] });
  breaks("backup-plan-name-shape", "a name with a space", { name: "the shop" }, "the shop");
  passes("backup-plan-name-shape", "a name with a hyphen", { name: "the-shop" });
  breaks("backup-plan-schedule", "a rate", rule({ schedule: "rate(1 day)" }), "cron alone");
  breaks("backup-plan-schedule", "five fields", rule({ schedule: "cron(0 5 * * ?)" }), "6 fields");
  passes("backup-plan-schedule", "a cron", rule({}));
  breaks("backup-plan-windows", "half an hour to start", rule({ startWindow: 30 }), "60 minutes or more");
  breaks("backup-plan-windows", "no time to complete", rule({ startWindow: 60, completionWindow: 90 }), "120 minutes");
  passes("backup-plan-windows", "an hour for each", rule({ startWindow: 60, completionWindow: 120 }));
  breaks("backup-plan-lifecycle", "no day at all", rule({ lifecycle: { deleteAfter: 0 } }), "1 days or more");
  breaks(
    "backup-plan-lifecycle",
    "a month in the cold",
    rule({ lifecycle: { coldStorageAfter: 10, deleteAfter: 40 } }),
    "100 days or more",
  );
  passes("backup-plan-lifecycle", "three days", rule({ lifecycle: { deleteAfter: 3 } }));
  const into = (targetVaultName: string) => () => ground().cloud.creating(backupToken.plan, rule({ targetVaultName }));
  breaks("backup-plan-vault-exists", "a vault of nowhere", into("none"), "is no vault");
  passes("backup-plan-vault-exists", "a vault of the account", into("tests"));
  const deleting = (used: boolean) => () => {
    const all = ground();
    if (used) all.cloud.make(backupToken.selection, selected(all));
    return all.cloud.deleting(all.plan);
  };
  breaks("backup-plan-without-selections", "to be deleted with a selection", deleting(true), "deleted prior to");
  passes("backup-plan-without-selections", "to be deleted without", deleting(false));
});

function selected({ plan, role, bucket }: Ground): Values {
  return { name: "shop", planId: plan.id, iamRoleArn: arnOf(role), resources: [arnOf(bucket)] };
}

describe("what the sandbox's AWS Backup backs up", () => {
  const asked =
    (more: Values = {}, ...role: Parameters<typeof ground>) =>
    () => {
      const all = ground(...role);
      return all.cloud.creating(backupToken.selection, { ...selected(all), ...more });
    };
  breaks("backup-selection-name-shape", "a name with a slash", { name: "shop/main" }, "shop/main");
  passes("backup-selection-name-shape", "a name with a hyphen", { name: "shop-main" });
  breaks("backup-selection-something", "nothing", { name: "shop" }, "name what is backed up");
  passes("backup-selection-something", "a resource", { resources: ["arn:aws:s3:::shop-uploads"] });
  breaks("backup-selection-plan-exists", "a plan of nowhere", asked({ planId: "none" }), "ResourceNotFoundException");
  passes("backup-selection-plan-exists", "a plan of the account", asked());
  breaks("backup-selection-resources-exist", "a bucket of nowhere", asked({ resources: ["arn:aws:s3:::no"] }), "no");
  passes("backup-selection-resources-exist", "all buckets", asked({ resources: ["arn:aws:s3:::*"] }));
  breaks("backup-selection-role", "a role of tasks", asked({}, "ecs-tasks.amazonaws.com"), "trust backup");
  breaks("backup-selection-role", "a role without rights", asked({}, undefined, []), "rds:CreateDBSnapshot");
  passes("backup-selection-role", "a role of AWS Backup", asked());
});

describe("the sandbox's plan of restore tests", () => {
  breaks("restore-testing-plan-name-shape", "a name with a hyphen", { name: "shop-test" }, "shop-test");
  passes("restore-testing-plan-name-shape", "a name with an underscore", testInputs);
  const at = (scheduleExpression: string) => ({ scheduleExpression });
  breaks("restore-testing-plan-schedule", "a rate", at("rate(7 days)"), "cron alone");
  passes("restore-testing-plan-schedule", "a cron", testInputs);
  breaks("restore-testing-plan-start-window", "more than a week to start", { startWindowHours: 169 }, "1 to 168");
  passes("restore-testing-plan-start-window", "an hour to start", { startWindowHours: 1 });
  const days = (selectionWindowDays: number) => ({ recoveryPointSelection: { ...points, selectionWindowDays } });
  breaks("restore-testing-plan-days", "no day at all", days(0), "1 to 365");
  passes("restore-testing-plan-days", "three days", days(3));
  const second =
    (more: (all: Ground) => Values = () => ({})) =>
    () => {
      const all = ground();
      return all.cloud.creating(backupToken.testingPlan, { ...testInputs, name: "more", ...more(all) });
    };
  breaks(
    "restore-testing-plan-unique",
    "the name of another",
    second(() => ({ name: "shop_test" })),
    "AlreadyExistsException",
  );
  passes("restore-testing-plan-unique", "a name of its own", second());
  const from = (includeVaults: string[]) => ({ recoveryPointSelection: { ...points, includeVaults } });
  breaks(
    "restore-testing-plan-vaults-exist",
    "a vault by its name",
    second(() => from(["tests"])),
    "take the ARN",
  );
  passes(
    "restore-testing-plan-vaults-exist",
    "a vault by its ARN",
    second(({ vault }) => from([arnOf(vault)])),
  );
  const deleting = (used: boolean) => () => {
    const all = ground();
    if (used) all.cloud.make(backupToken.testingSelection, tested(all));
    return all.cloud.deleting(all.tests);
  };
  breaks("restore-testing-plan-without-selections", "to be deleted with a selection", deleting(true), "delete that");
  passes("restore-testing-plan-without-selections", "to be deleted without", deleting(false));
});

function tested({ tests, role, bucket }: Ground): Values {
  return {
    name: "uploads",
    restoreTestingPlanName: tests.id,
    protectedResourceType: "S3",
    protectedResourceArns: [arnOf(bucket)],
    iamRoleArn: arnOf(role),
  };
}

describe("what the sandbox's AWS Backup restores for a test", () => {
  const asked =
    (more: (all: Ground) => Values = () => ({}), ...role: Parameters<typeof ground>) =>
    () => {
      const all = ground(...role);
      return all.cloud.creating(backupToken.testingSelection, { ...tested(all), ...more(all) });
    };
  breaks("restore-testing-selection-name-shape", "a name with a hyphen", { name: "shop-main" }, "shop-main");
  passes("restore-testing-selection-name-shape", "a name with an underscore", { name: "shop_main" });
  const arns = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::shop-${index}`);
  breaks("restore-testing-selection-which", "31 resources", { protectedResourceArns: arns(31) }, "at most 30");
  breaks(
    "restore-testing-selection-which",
    "conditions on one resource",
    { protectedResourceArns: arns(1), protectedResourceConditions: { stringEquals: [] } },
    "narrow *",
  );
  passes("restore-testing-selection-which", "30 resources", { protectedResourceArns: arns(30) });
  breaks("restore-testing-selection-type", "a type of CloudFormation", { protectedResourceType: "Queue" }, "RDS");
  passes("restore-testing-selection-type", "an instance", { protectedResourceType: "RDS" });
  breaks("restore-testing-selection-validation", "more than a week", { validationWindowHours: 169 }, "1 to 168");
  passes("restore-testing-selection-validation", "eight hours", { validationWindowHours: 8 });
  const otherwise = (restoreMetadataOverrides: Values) => ({ protectedResourceType: "RDS", restoreMetadataOverrides });
  breaks("restore-testing-selection-overrides", "a name", otherwise({ dbInstanceIdentifier: "x" }), "dbInstanceClass");
  breaks("restore-testing-selection-overrides", "a bare id", otherwise({ vpcSecurityGroupIds: "sg-0" }), "JSON");
  passes("restore-testing-selection-overrides", "a class, in any case", otherwise({ dbinstanceclass: "db.t4g.micro" }));
  breaks(
    "restore-testing-selection-plan-exists",
    "a plan of nowhere",
    asked(() => ({ restoreTestingPlanName: "none" })),
    "ResourceNotFoundException",
  );
  passes("restore-testing-selection-plan-exists", "a plan of the account", asked());
  breaks(
    "restore-testing-selection-resources-exist",
    "a bucket of nowhere",
    asked(() => ({ protectedResourceArns: ["arn:aws:s3:::no"] })),
    "arn:aws:s3:::no",
  );
  passes("restore-testing-selection-resources-exist", "a bucket of the account", asked());
  breaks(
    "restore-testing-selection-role",
    "a role without rights",
    asked(undefined, undefined, []),
    "rds:RestoreDBInstanceFromDBSnapshot",
  );
  passes("restore-testing-selection-role", "a role of AWS Backup", asked());
  const around = (dbSubnetGroupName: string, groupId: (all: Ground) => string) => (all: Ground) => ({
    restoreMetadataOverrides: { dbSubnetGroupName, vpcSecurityGroupIds: JSON.stringify([groupId(all)]) },
  });
  breaks(
    "restore-testing-selection-surroundings",
    "a subnet group of nowhere",
    asked(around("none", ({ group }) => group.id)),
    "dbSubnetGroupName",
  );
  breaks(
    "restore-testing-selection-surroundings",
    "a security group of nowhere",
    asked(around("data", () => "sg-0")),
    "sg-0",
  );
  passes(
    "restore-testing-selection-surroundings",
    "those of the account",
    asked(around("data", ({ group }) => group.id)),
  );
});
