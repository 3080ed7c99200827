import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { ground, withInputs } from "./database-ground.ts";

const password = { manageMasterUserPassword: undefined, password: "hunter2hunter2" };
const source = withInputs({ ...password, backupRetentionPeriod: 7, storageEncrypted: true });
const replica: Values = {
  identifier: "shop-main-replica-1",
  instanceClass: "db.t4g.micro",
  replicateSourceDb: "shop-main",
  storageEncrypted: true,
  skipFinalSnapshot: true,
};

const { username: _user, dbName: _name, ...nameless } = source;
const restored = (more: Values): Values => ({ ...nameless, identifier: "shop-again", ...more });

/** An account with a database that left a snapshot called `last`, and another that is there. */
function withSnapshot() {
  const all = ground();
  const { cloud } = all;
  const leaves = { identifier: "shop-old", skipFinalSnapshot: false, finalSnapshotIdentifier: "last", dbName: "old" };
  cloud.delete(cloud.make(token.instance, { ...source, ...leaves }));
  return { ...all, instance: cloud.make(token.instance, source) };
}

const restoring = (more: Values) => () => withSnapshot().cloud.creating(token.instance, restored(more));
const fromSnapshot = { snapshotIdentifier: "last" };
const fromMoment = (more: Values) => ({ restoreToPointInTime: { sourceDbInstanceIdentifier: "shop-main", ...more } });

describe("a database in the sandbox that is made of another", () => {
  breaks("instance-copy-keeps-names", "a user of its own", { ...fromSnapshot, username: "master" }, "username cannot");
  breaks(
    "instance-copy-keeps-names",
    "two beginnings",
    { ...fromSnapshot, ...fromMoment({ useLatestRestorableTime: true }) },
    "exclude each other",
  );
  passes("instance-copy-keeps-names", "a snapshot alone", fromSnapshot);
  breaks("instance-restore-moment", "a moment that is none", fromMoment({}), "one of restoreTime");
  passes("instance-restore-moment", "the newest moment", fromMoment({ useLatestRestorableTime: true }));
  passes("instance-restore-moment", "a time", fromMoment({ restoreTime: "2026-12-24T17:30:00Z" }));

  breaks("instance-start-exists", "a snapshot of nowhere", restoring({ snapshotIdentifier: "none" }), "snapshots:");
  passes("instance-start-exists", "the final snapshot of another", restoring(fromSnapshot));
  breaks(
    "instance-start-exists",
    "an instance of nowhere",
    restoring({ restoreToPointInTime: { sourceDbInstanceIdentifier: "none", useLatestRestorableTime: true } }),
    "DBInstanceNotFound",
  );
  breaks(
    "instance-start-exists",
    "a source without backups",
    () => {
      const { cloud } = ground();
      cloud.make(token.instance, withInputs({ backupRetentionPeriod: 0 }));
      return cloud.creating(token.instance, replica);
    },
    "backupRetentionPeriod",
  );
  breaks(
    "instance-start-fits",
    "an older version than the snapshot's",
    restoring({ ...fromSnapshot, engineVersion: "16" }),
    "cannot start as 16",
  );
  breaks(
    "instance-start-fits",
    "another encryption than the snapshot's",
    restoring({ ...fromSnapshot, storageEncrypted: false }),
    "storageEncrypted",
  );
  breaks(
    "instance-start-fits",
    "less storage than the snapshot has",
    () => {
      const { cloud } = ground();
      const big = { allocatedStorage: 100, skipFinalSnapshot: false, finalSnapshotIdentifier: "big" };
      cloud.delete(cloud.make(token.instance, { ...source, ...big }));
      return cloud.creating(token.instance, restored({ snapshotIdentifier: "big" }));
    },
    "less than the 100 GiB",
  );
  passes("instance-start-fits", "the same version, encryption and storage", restoring(fromSnapshot));

  it("has the user and the database of what it is made of", () => {
    const { cloud } = withSnapshot();
    const { outputs } = cloud.make(token.instance, restored(fromSnapshot));
    assert.deepEqual([outputs.username, outputs.dbName, outputs.engineVersion], ["master", "old", "17"]);
  });
});

describe("a read replica in the sandbox", () => {
  const following = (of: Values, more: Values = {}) => {
    const all = ground();
    all.cloud.make(token.instance, { ...source, ...of });
    return all.cloud.creating(token.instance, { ...replica, ...more });
  };
  const managed = { manageMasterUserPassword: true, password: undefined };
  breaks("instance-replicas-need-password", "a managed password", () => following(managed), "give it a password");
  passes("instance-replicas-need-password", "a source with a password", () => following({}));
  breaks(
    "instance-replica-encrypted-alike",
    "an encrypted source",
    () => following({}, { storageEncrypted: false }),
    "encrypted alike",
  );
  passes("instance-replica-encrypted-alike", "the same encryption", () => following({}));
  const deletingSource = (hasReplica: boolean) => () => {
    const { cloud } = ground();
    const instance = cloud.make(token.instance, source);
    if (hasReplica) cloud.make(token.instance, replica);
    return cloud.deleting(instance);
  };
  breaks("instance-replicas-deleted-first", "to lose its source", deletingSource(true), "delete it first");
  passes("instance-replicas-deleted-first", "a source without any to be deleted", deletingSource(false));

  it("runs what its source runs, and its source knows it as long as it is there", () => {
    const { cloud } = ground();
    const instance = cloud.make(token.instance, source);
    const made = cloud.make(token.instance, replica);
    const replicas = () => cloud.account.get(token.instance, instance.id)?.outputs.replicas;
    assert.deepEqual([made.outputs.engineVersionActual, made.outputs.username], ["17.6", "master"]);
    assert.deepEqual(replicas(), ["shop-main-replica-1"]);
    cloud.delete(made);
    assert.deepEqual(replicas(), []);
  });
});

describe("a database in the sandbox that is changed", () => {
  const changing = (of: Values, changes: Values) => () => {
    const { cloud } = ground();
    return cloud.updating(cloud.make(token.instance, { ...source, ...of }), changes);
  };
  breaks(
    "instance-available",
    "a change while it is stopped",
    () => {
      const { cloud } = ground();
      return cloud.updating(cloud.given(token.instance, source, { status: "stopped" }), { allocatedStorage: 100 });
    },
    "it is stopped: start it",
  );
  passes("instance-available", "a change while it runs", changing({}, { allocatedStorage: 100 }));

  const blueGreen = { blueGreenUpdate: { enabled: true } };
  breaks(
    "instance-blue-green-needs-backups",
    "blue/green without backups",
    changing({}, { ...blueGreen, backupRetentionPeriod: 0 }),
    "backupRetentionPeriod",
  );
  passes("instance-blue-green-needs-backups", "blue/green with backups", changing({}, blueGreen));
  breaks(
    "instance-blue-green-without-replicas",
    "blue/green with a replica",
    () => {
      const { cloud } = ground();
      const instance = cloud.make(token.instance, source);
      cloud.make(token.instance, replica);
      return cloud.updating(instance, blueGreen);
    },
    "shop-main-replica-1 is one",
  );
  passes("instance-blue-green-without-replicas", "blue/green without replicas", changing({}, blueGreen));
  const upgrading = (parameters: readonly Values[]) => () => {
    const { cloud } = ground();
    cloud.make(token.databaseParameterGroup, { name: "pg17-own", family: "postgres17", parameters });
    const instance = cloud.make(token.instance, { ...source, parameterGroupName: "pg17-own" });
    return cloud.updating(instance, { ...blueGreen, engineVersion: "18", allowMajorVersionUpgrade: true });
  };
  const replicating = { name: "rds.logical_replication", value: "1", applyMethod: "pending-reboot" };
  breaks(
    "instance-blue-green-major-replicates",
    "a major blue/green upgrade without logical replication",
    upgrading([]),
    "rds.logical_replication",
  );
  passes("instance-blue-green-major-replicates", "one with logical replication", upgrading([replicating]));
});
