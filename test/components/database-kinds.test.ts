import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Database } from "../../components/database.ts";
import type { DatabaseArgs } from "../../components/database-args.ts";
import { foundation } from "../support/around-service.ts";
import { at, declareComponent, ofType, paths } from "../support/declare-stack.ts";
import { database } from "../support/minimal.ts";

const prefix = "shop-staging";
const network = {
  vpcId: pulumi.output("vpc-0"),
  dataSubnetIds: [pulumi.output("subnet-0"), pulumi.output("subnet-1")],
};

async function declared(own: Partial<DatabaseArgs> = {}) {
  let made: Database | undefined;
  const all = await declareComponent(() => {
    const { alarms } = foundation;
    made = new Database("main", { prefix, network, alarms, secretRecoveryDays: 7, ...database(), ...own });
  });
  assert.ok(made);
  return { all, made, instance: (path = "main/main-instance") => at(all, path) };
}

const made = { masterPassword: "made" } as const;

describe("Database, in its kinds", () => {
  it("without anything said is one instance, which is called after its key", async () => {
    const { all, instance } = await declared();
    assert.deepEqual(paths(ofType(all, "Instance")), ["main/main-instance"]);
    assert.equal(instance().inputs.dbName, "main");
    assert.deepEqual(ofType(all, "Secret"), []);
  });

  const urn = "urn:pulumi:staging::shop::slipway:database:Database$aws:rds/instance:Instance::main-instance";
  const snapshot = { kind: "snapshot", snapshot: "shop-last" } as const;

  it("keeps what it started with, unless both a restore and its replacement are asked for: a key taken out is no wish", async () => {
    const atStart = ["dbName", "username", "snapshotIdentifier", "restoreToPointInTime"];
    const ignored = async (own: Partial<DatabaseArgs>) => (await declared(own)).instance().ignoreChanges;
    assert.deepEqual(await ignored({}), atStart);
    assert.deepEqual(await ignored({ restoreFrom: snapshot }), atStart);
    assert.deepEqual(await ignored({ allowReplace: [urn] }), atStart);
    assert.deepEqual(await ignored({ allowReplace: [urn], restoreFrom: snapshot }), []);
    const other = urn.replace("::main-", "::other-");
    assert.deepEqual(await ignored({ allowReplace: [other], restoreFrom: snapshot }), atStart);
  });

  it("that may be replaced has another final snapshot for each beginning, since a snapshot's name is taken for ever", async () => {
    const keepers = async (own: Partial<DatabaseArgs>) =>
      at((await declared(own)).all, "main/main-final").inputs.keepers;
    assert.equal(await keepers({ restoreFrom: snapshot }), undefined);
    const named = await keepers({ allowReplace: [urn] });
    assert.ok(named);
    assert.notDeepEqual(await keepers({ allowReplace: [urn], restoreFrom: snapshot }), named);
  });

  it("begins with a snapshot or a moment, and brings its user and its database from there", async () => {
    const fromSnapshot = (await declared({ restoreFrom: snapshot })).instance().inputs;
    assert.deepEqual(
      [fromSnapshot.snapshotIdentifier, fromSnapshot.username, fromSnapshot.dbName],
      ["shop-last", undefined, undefined],
    );
    const pastOf = async (at?: string) => {
      const restoreFrom = { kind: "pointInTime", of: "shop-main", ...(at === undefined ? {} : { at }) } as const;
      return (await declared({ restoreFrom })).instance().inputs.restoreToPointInTime;
    };
    assert.deepEqual(await pastOf(), { sourceDbInstanceIdentifier: "shop-main", useLatestRestorableTime: true });
    assert.deepEqual(await pastOf("2026-12-24T17:30:00Z"), {
      sourceDbInstanceIdentifier: "shop-main",
      restoreTime: "2026-12-24T17:30:00Z",
    });
  });

  it("has replicas with everything alike but backups and protection, since they hold nothing of their own", async () => {
    const { deletable: _deletable, ...lasting } = database();
    const { all, instance, made: component } = await declared({ ...lasting, ...made, replicas: 2 });
    assert.deepEqual(paths(ofType(all, "Instance")), [
      "main/main-instance",
      "main/main-replica-1",
      "main/main-replica-2",
    ]);
    const { inputs, protect } = instance("main/main-replica-2");
    assert.equal(protect, false);
    assert.deepEqual(
      [inputs.identifier, inputs.replicateSourceDb, inputs.backupRetentionPeriod, inputs.skipFinalSnapshot],
      ["shop-staging-main-replica-2", "shop-staging-main", 0, true],
    );
    assert.deepEqual(
      [inputs.storageEncrypted, inputs.publiclyAccessible, inputs.username, inputs.engineVersion, inputs.password],
      [true, false, undefined, undefined, undefined],
    );
    const primary = instance().inputs;
    for (const key of ["instanceClass", "parameterGroupName", "vpcSecurityGroupIds", "maintenanceWindow"]) {
      assert.deepEqual(inputs[key], primary[key], key);
    }
    assert.equal(component.replicaHosts.length, 2);
    assert.ok(at(all, "main/main-replica-2-logs-postgresql"));
  });

  it("has a password of ours in a secret where RDS makes none, and names it to RDS instead of asking RDS for one", async () => {
    const { all, instance } = await declared(made);
    const { inputs } = instance();
    assert.equal(inputs.manageMasterUserPassword, undefined);
    assert.ok(inputs.password);
    assert.equal(at(all, "main/main-master-secret").inputs.name, "shop-staging/main-master");
    assert.equal((await declared()).instance().inputs.password, undefined);
  });

  it("is updated blue/green with the logical replication that RDS needs for a new major version", async () => {
    const { all, instance } = await declared({ ...made, blueGreenUpdate: true });
    assert.deepEqual(instance().inputs.blueGreenUpdate, { enabled: true });
    const parameters = at(all, "main/main-parameters").inputs.parameters as { name: string }[];
    assert.deepEqual(
      parameters.find(({ name }) => name === "rds.logical_replication"),
      { name: "rds.logical_replication", value: "1", applyMethod: "pending-reboot" },
    );
  });

  it("takes a major upgrade at once where it is allowed, since the release that needs it follows", async () => {
    const upgrade = async (own: Partial<DatabaseArgs>) => {
      const { allowMajorVersionUpgrade, applyImmediately } = (await declared(own)).instance().inputs;
      return [allowMajorVersionUpgrade, applyImmediately];
    };
    assert.deepEqual(await upgrade({ applyImmediately: false }), [undefined, false]);
    const allowMajorUpgrade = { because: "it was tried on a copy" };
    assert.deepEqual(await upgrade({ applyImmediately: false, allowMajorUpgrade }), [true, true]);
  });

  it("has the windows that the place says", async () => {
    const { instance } = await declared({ windows: { backup: "01:00-01:30", maintenance: "tue:04:00-tue:05:00" } });
    const { backupWindow, maintenanceWindow } = instance().inputs;
    assert.deepEqual([backupWindow, maintenanceWindow], ["01:00-01:30", "tue:04:00-tue:05:00"]);
  });

  it("of somebody else's is only looked up: nothing of it is declared, and its clients' rules go into its group", async () => {
    const masterSecretArn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:legacy-AbCdEf";
    const existing = { identifier: "legacy", masterSecretArn, port: 5433 };
    const { all, made: component } = await declared({ existing, databaseName: "shop" });
    const declaredTypes = [...new Set(all.resources.filter(({ custom }) => custom).map(({ type }) => type))];
    assert.deepEqual(
      declaredTypes.filter((type) => !type.startsWith("aws:cloudwatch/")),
      [],
    );
    const { port, databaseName, replicaHosts } = component;
    assert.deepEqual({ port, databaseName, replicaHosts }, { port: 5433, databaseName: "shop", replicaHosts: [] });
    const known = pulumi.all([component.host, component.firewallId, component.masterSecretArn]);
    const [host, firewallId, secret] = await new Promise<string[]>((done) => void known.apply(done));
    assert.match(String(host), /^legacy\..*\.rds\.amazonaws\.com$/);
    assert.match(String(firewallId), /^sg-[0-9a-f]{17}$/);
    assert.equal(secret, masterSecretArn);
    assert.equal(at(all, "main/main-cpu").inputs.name, "shop-staging-main-cpu");
  });
});
