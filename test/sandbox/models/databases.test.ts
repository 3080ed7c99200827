import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { SECRET, SECRET_VERSION } from "../../../sandbox/models/secret-tokens.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { arnOf, roleWith } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";
import { ground, inputs, withInputs } from "./database-ground.ts";
import { foreignNetwork, publicNetwork } from "./fixtures.ts";

type Ground = ReturnType<typeof ground>;
const asked = (more: (of: Ground) => Values) => () => {
  const all = ground();
  return all.cloud.creating(token.instance, withInputs({ vpcSecurityGroupIds: [all.group.id], ...more(all) }));
};
const asItIs = asked(() => ({}));

describe("the inputs of a database in the sandbox", () => {
  breaks(
    "instance-identifier-shape",
    "an identifier with two hyphens in a row",
    { identifier: "shop--main" },
    "shop--main",
  );
  breaks("instance-identifier-shape", "an identifier of 64 characters", { identifier: "a".repeat(64) }, "64");
  passes("instance-identifier-shape", "an identifier of 63 characters", { identifier: "a".repeat(63) });
  breaks("instance-username-shape", "a user of 17 characters", { username: "a".repeat(17) }, "17");
  passes("instance-username-shape", "a user of 16 characters", { username: "a".repeat(16) });
  breaks("instance-database-name-shape", "a database with a hyphen", { dbName: "shop-main" }, "shop-main");
  passes("instance-database-name-shape", "a database with an underscore", { dbName: "shop_main" });
  breaks("instance-backup-days", "36 days of backups", { backupRetentionPeriod: 36 }, "0 to 35");
  passes("instance-backup-days", "35 days of backups", { backupRetentionPeriod: 35 });
  breaks("instance-port-range", "port 80", { port: 80 }, "1150");
  passes("instance-port-range", "port 5432", { port: 5432 });
  breaks(
    "instance-version-offered",
    "a major version that RDS does not offer",
    withInputs({ engineVersion: "9" }),
    "13, 14",
  );
  breaks(
    "instance-version-offered",
    "a class that does not run the version",
    withInputs({ instanceClass: "db.t2.micro" }),
    "db.t2 runs",
  );
  breaks(
    "instance-version-offered",
    "a size that the family does not have",
    withInputs({ instanceClass: "db.t4g.4xlarge" }),
    "micro",
  );
  breaks("instance-version-offered", "another engine", withInputs({ engine: "mysql" }), "not modelled");
  passes("instance-version-offered", "Postgres 17.4 on a small class", withInputs({ engineVersion: "17.4" }));
  breaks("instance-storage-size", "10 GiB", { allocatedStorage: 10, storageType: "gp3" }, "20 to 65536");
  breaks(
    "instance-storage-size",
    "50 GiB of provisioned IOPS",
    { allocatedStorage: 50, storageType: "io1" },
    "100 to 65536",
  );
  breaks(
    "instance-storage-size",
    "a maximum that leaves less than a tenth to grow",
    { allocatedStorage: 50, maxAllocatedStorage: 54 },
    "54",
  );
  passes("instance-storage-size", "a maximum that is a tenth more than the storage", {
    allocatedStorage: 50,
    maxAllocatedStorage: 55,
    storageType: "gp3",
  });
  breaks(
    "instance-iops-need-storage",
    "IOPS on 100 GiB",
    { allocatedStorage: 100, storageType: "gp3", iops: 4000 },
    "400",
  );
  passes("instance-iops-need-storage", "IOPS on 400 GiB", { allocatedStorage: 400, storageType: "gp3", iops: 12_000 });
  const windows = (backupWindow: string, maintenanceWindow: string) => ({ backupWindow, maintenanceWindow });
  breaks("instance-windows", "windows that overlap", windows("04:30-05:30", "sun:05:00-sun:06:00"), "must not overlap");
  breaks(
    "instance-windows",
    "windows that overlap around midnight on Sunday",
    windows("00:00-00:30", "sun:23:50-mon:00:20"),
    "must not overlap",
  );
  breaks("instance-windows", "a window of 20 minutes", windows("02:00-02:20", "sun:05:00-sun:06:00"), "30 minutes");
  breaks("instance-windows", "a window that is none", windows("2-3", "sun:05:00-sun:06:00"), "02:00-03:00");
  passes("instance-windows", "windows that meet", windows("04:00-05:00", "sun:05:00-sun:06:00"));
  breaks(
    "instance-managed-password-alone",
    "a managed password and one of its own",
    withInputs({ password: "hunter2hunter2" }),
    "exclude each other",
  );
  breaks(
    "instance-managed-password-alone",
    "a managed password and blue/green",
    withInputs({ blueGreenUpdate: { enabled: true } }),
    "blueGreenUpdate",
  );
  passes("instance-managed-password-alone", "a managed password", inputs);
  breaks("instance-password-shape", "a password with a slash", { password: "hunter2/hunter2" }, "8 to 128");
  passes("instance-password-shape", "a password of letters and digits", { password: "hunter2hunter2" });
  breaks("instance-insights-days", "30 days of insights", { performanceInsightsRetentionPeriod: 30 }, "multiple of 31");
  breaks(
    "instance-insights-days",
    "advanced insights for a week",
    { databaseInsightsMode: "advanced", performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 7 },
    "465",
  );
  passes("instance-insights-days", "93 days of insights", {
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: 93,
  });
  breaks("instance-monitoring-interval", "every 20 seconds", { monitoringInterval: 20 }, "15, 30, 60");
  passes("instance-monitoring-interval", "every 60 seconds", { monitoringInterval: 60 });
  breaks("instance-username-free", "the name of RDS's own user", { username: "rdsadmin" }, "reserved");
  passes("instance-username-free", "a name of one's own", { username: "master" });
});

describe("a database in the sandbox's account", () => {
  const second = (identifier: string) => () => {
    const all = ground();
    all.cloud.make(token.instance, inputs);
    return all.cloud.creating(token.instance, withInputs({ identifier }));
  };
  breaks("instance-identifier-unique", "the identifier of another", second("shop-main"), "DBInstanceAlreadyExists");
  passes("instance-identifier-unique", "an identifier of its own", second("shop-other"));
  breaks(
    "instance-subnet-group-exists",
    "a subnet group of nowhere",
    asked(() => ({ dbSubnetGroupName: "none" })),
    "DBSubnetGroupNotFoundFault",
  );
  passes("instance-subnet-group-exists", "a subnet group of the account", asItIs);
  breaks(
    "instance-parameter-group-exists",
    "a parameter group of nowhere",
    asked(() => ({ parameterGroupName: "none" })),
    "DBParameterGroupNotFound",
  );
  passes("instance-parameter-group-exists", "a parameter group of the account", asItIs);
  passes(
    "instance-parameter-group-exists",
    "the default group",
    asked(() => ({ parameterGroupName: "default.postgres17" })),
  );
  breaks(
    "instance-security-groups-exist",
    "a security group of nowhere",
    asked(() => ({ vpcSecurityGroupIds: ["sg-0"] })),
    "sg-0",
  );
  passes("instance-security-groups-exist", "a security group of the account", asItIs);
  breaks(
    "instance-parameter-group-family",
    "parameters of another major version",
    asked(() => ({ engineVersion: "16" })),
    "postgres16",
  );
  passes("instance-parameter-group-family", "parameters of the major version", asItIs);
  breaks(
    "instance-one-vpc",
    "a security group of another VPC",
    asked(({ cloud }) => ({ vpcSecurityGroupIds: [foreignNetwork(cloud).group.id] })),
    "different VPCs",
  );
  passes("instance-one-vpc", "a security group of the VPC", asItIs);
  breaks(
    "instance-has-password",
    "a database without a password",
    asked(() => ({ manageMasterUserPassword: undefined })),
    "MasterUserPassword",
  );
  passes("instance-has-password", "a managed password", asItIs);
  breaks(
    "instance-monitoring-role-given",
    "monitoring without a role",
    asked(() => ({ monitoringInterval: 60 })),
    "MonitoringRoleARN",
  );
  passes(
    "instance-monitoring-role-given",
    "monitoring with a role",
    asked(({ cloud }) => {
      const { role } = roleWith(cloud, "monitoring", "monitoring.rds.amazonaws.com", []);
      return { monitoringInterval: 60, monitoringRoleArn: arnOf(role) };
    }),
  );

  const changing = (changes: Values) => () => {
    const all = ground();
    return all.cloud.updating(all.cloud.make(token.instance, withInputs({ allocatedStorage: 50 })), changes);
  };
  breaks(
    "instance-storage-never-shrinks",
    "less storage than before",
    changing({ allocatedStorage: 20 }),
    "cannot be less",
  );
  passes("instance-storage-never-shrinks", "more storage than before", changing({ allocatedStorage: 100 }));
  breaks(
    "instance-major-upgrade-allowed",
    "a new major version by the way",
    changing({ engineVersion: "18" }),
    "AllowMajorVersionUpgrade",
  );
  breaks(
    "instance-major-upgrade-allowed",
    "an older major version",
    changing({ engineVersion: "16" }),
    "Cannot upgrade",
  );
  passes(
    "instance-major-upgrade-allowed",
    "a new major version on purpose",
    changing({ engineVersion: "18", allowMajorVersionUpgrade: true }),
  );
  passes("instance-major-upgrade-allowed", "a new minor version", changing({ engineVersion: "17.5" }));

  const deleting = (more: Values) => () => {
    const all = ground();
    return all.cloud.deleting(all.cloud.make(token.instance, withInputs(more)));
  };
  breaks(
    "instance-not-protected",
    "to be deleted with deletion protection",
    deleting({ deletionProtection: true }),
    "disable deletion protection",
  );
  passes("instance-not-protected", "to be deleted without deletion protection", deleting({}));
  breaks(
    "instance-final-snapshot",
    "to be deleted without the name of a snapshot",
    deleting({ skipFinalSnapshot: false }),
    "final_snapshot_identifier",
  );
  breaks(
    "instance-final-snapshot",
    "to be deleted with the name of a snapshot that exists",
    () => {
      const all = ground();
      const last = withInputs({ skipFinalSnapshot: false, finalSnapshotIdentifier: "shop-last" });
      all.cloud.delete(all.cloud.make(token.instance, last));
      return all.cloud.deleting(all.cloud.make(token.instance, last));
    },
    "DBSnapshotAlreadyExists",
  );
  passes(
    "instance-final-snapshot",
    "to be deleted with a new name",
    deleting({ skipFinalSnapshot: false, finalSnapshotIdentifier: "shop-last" }),
  );

  it("has the names that RDS gives, and one host name for its life", () => {
    const { cloud } = ground();
    const database = cloud.make(token.instance, inputs);
    assert.match(database.id, /^db-[A-Z0-9]{26}$/);
    assert.match(String(database.outputs.endpoint), /^shop-main\.c[a-z0-9]{11}\.eu-north-1\.rds\.amazonaws\.com:5432$/);
    assert.equal(database.outputs.engineVersionActual, "17.6");
    assert.equal(database.outputs.storageThroughput, 125);
  });

  it("brings its master secret, which goes with it", () => {
    const { cloud } = ground();
    const database = cloud.make(token.instance, inputs);
    const [{ secretArn }] = database.outputs.masterUserSecrets as [{ secretArn: string }];
    assert.match(secretArn, /^arn:aws:secretsmanager:eu-north-1:111111111111:secret:rds!db-[0-9a-f-]{36}-[a-z0-9]{6}$/);
    assert.equal(cloud.account.byArn(secretArn)?.type, SECRET);
    assert.equal(cloud.account.all(SECRET_VERSION).length, 1);
    cloud.delete(database);
    assert.equal(cloud.account.byArn(secretArn), undefined);
  });
});

describe("the sandbox's DB subnet group", () => {
  const of =
    (subnets: (all: ReturnType<typeof publicNetwork>) => string[], name = "data") =>
    () => {
      const all = publicNetwork();
      return all.cloud.creating(token.databaseSubnetGroup, { name, subnetIds: subnets(all) });
    };
  const both = of(({ subnets }) => subnets.map(({ id }) => id));
  breaks("database-subnet-group-name-shape", "a name with capitals", { name: "Data" }, "Data");
  passes("database-subnet-group-name-shape", "a name in lower case", { name: "data" });
  breaks(
    "database-subnet-group-subnets-exist",
    "a subnet of nowhere",
    of(() => ["subnet-0"]),
    "subnet-0",
  );
  passes("database-subnet-group-subnets-exist", "subnets of the account", both);
  breaks(
    "database-subnet-group-zones",
    "subnets of one zone",
    of(({ subnets }) => [subnets[0].id]),
    "DBSubnetGroupDoesNotCoverEnoughAZs",
  );
  breaks(
    "database-subnet-group-zones",
    "subnets of two VPCs",
    of(({ cloud, subnets }) => [subnets[0].id, foreignNetwork(cloud).subnet.id]),
    "several VPCs",
  );
  passes("database-subnet-group-zones", "subnets of two zones", both);
  const again = (name: string) => () => {
    const all = ground();
    return all.cloud.creating(token.databaseSubnetGroup, { name, subnetIds: all.subnets.map(({ id }) => id) });
  };
  breaks("database-subnet-group-unique", "the name of another", again("data"), "DBSubnetGroupAlreadyExists");
  passes("database-subnet-group-unique", "a name of its own", again("more"));
  const deleting = (used: boolean) => () => {
    const all = ground();
    if (used) all.cloud.make(token.instance, inputs);
    return all.cloud.deleting(all.subnetGroup);
  };
  breaks(
    "database-subnet-group-not-in-use",
    "to be deleted with a database",
    deleting(true),
    "InvalidDBSubnetGroupStateFault",
  );
  passes("database-subnet-group-not-in-use", "to be deleted when it is free", deleting(false));
});

describe("the sandbox's DB parameter group", () => {
  breaks("parameter-group-name-shape", "a name with an underscore", { name: "pg_17" }, "pg_17");
  passes("parameter-group-name-shape", "a name with a hyphen", { name: "pg-17" });
  breaks("parameter-group-family-known", "a family that is none", { family: "postgres9" }, "postgres13");
  passes("parameter-group-family-known", "the family of a major version", { family: "postgres18" });
  const preload = (applyMethod: string) => ({
    parameters: [{ name: "shared_preload_libraries", value: "pg_stat_statements", applyMethod }],
  });
  breaks("parameter-group-static-parameters", "a static parameter at once", preload("immediate"), "pending-reboot");
  passes("parameter-group-static-parameters", "a static parameter with the next restart", preload("pending-reboot"));
  const again = (name: string) => () =>
    ground().cloud.creating(token.databaseParameterGroup, { name, family: "postgres17" });
  breaks("parameter-group-unique", "the name of another", again("pg17"), "DBParameterGroupAlreadyExists");
  passes("parameter-group-unique", "a name of its own", again("pg18"));
  const deleting = (used: boolean) => () => {
    const all = ground();
    if (used) all.cloud.make(token.instance, inputs);
    return all.cloud.deleting(all.parameters);
  };
  breaks("parameter-group-not-in-use", "to be deleted with a database", deleting(true), "InvalidDBParameterGroupState");
  passes("parameter-group-not-in-use", "to be deleted when it is free", deleting(false));

  it("is in the account that makes it", () => {
    assert.equal(new Cloud().make(token.databaseParameterGroup, { name: "pg17", family: "postgres17" }).id, "pg17");
  });
});
