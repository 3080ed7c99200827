import type { InAccount, Rule, Values } from "../model.ts";
import { postgresMajor } from "./database-engines.ts";
import { contents, snapshotNamed } from "./database-snapshots.ts";
import { historyOf, instanceNamed, replicasOf, sourceOf, startOf } from "./database-source.ts";
import { bool, num, object, str } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/";
const GUIDE = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/";
const RESTORE = `${API}API_RestoreDBInstanceFromDBSnapshot.html`;
const PAST = `${API}API_RestoreDBInstanceToPointInTime.html`;
const REPLICA = `${API}API_CreateDBInstanceReadReplica.html`;
const SECRETS = `${GUIDE}rds-secrets-manager.html`;

const sources = ["replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime"] as const;

const keepsNames: Rule<Values> = {
  id: "instance-copy-keeps-names",
  says: "What is made of a snapshot, of a moment or of a source has the user and the database of that, and one of them.",
  source: RESTORE,
  refuse(values) {
    const [from, other] = sources.filter((key) => values[key] !== undefined);
    if (from === undefined) return undefined;
    if (other !== undefined)
      return `InvalidParameterCombination: ${from} and ${other} exclude each other: leave one out`;
    const name = ["username", "dbName"].find((key) => values[key] !== undefined);
    return name === undefined
      ? undefined
      : `InvalidParameterCombination: ${name} cannot be given with ${from}, which brings its own: leave it out`;
  },
};

const moment: Rule<Values> = {
  id: "instance-restore-moment",
  says: "A restore to a moment names an instance and either the newest moment or a time.",
  source: PAST,
  refuse(values) {
    if (values.restoreToPointInTime === undefined) return undefined;
    const past = object(values, "restoreToPointInTime");
    const newest = bool(past, "useLatestRestorableTime") === true;
    return historyOf(values) !== undefined && newest !== (str(past, "restoreTime") !== undefined)
      ? undefined
      : "InvalidParameterCombination: restoreToPointInTime needs sourceDbInstanceIdentifier and one of restoreTime and useLatestRestorableTime: correct it";
  },
};

/** Rules on the inputs of an instance that is made of something. */
export const copyChecks: readonly Rule<Values>[] = [keepsNames, moment];

const startExists: Rule<InAccount> = {
  id: "instance-start-exists",
  says: "The snapshot or the instance that a new instance is made of exists, and an instance has backups.",
  source: RESTORE,
  refuse({ resource: { inputs }, before, account, place }) {
    if (before) return undefined;
    const snapshot = str(inputs, "snapshotIdentifier");
    if (snapshot !== undefined && !snapshotNamed(account, place, snapshot))
      return (
        `DBSnapshotNotFound: DBSnapshot not found: ${snapshot}: take one first, or if it is there before slipway, add it to ${account.world.file}:\n` +
        `    snapshots:\n      - {account: "${account.id}", region: ${place.region}, name: ${snapshot}, version: "17"}`
      );
    const identifier = historyOf(inputs) ?? str(inputs, "replicateSourceDb");
    if (identifier === undefined) return undefined;
    const instance = instanceNamed(account, place, identifier);
    if (!instance)
      return `DBInstanceNotFound: DBInstance ${identifier} not found: name an instance of this account and region`;
    return (num(instance.outputs, "backupRetentionPeriod") ?? 0) > 0
      ? undefined
      : `InvalidDBInstanceState: Automated backups are not enabled for ${identifier}: set its backupRetentionPeriod to 1 or more`;
  },
};

const fits: Rule<InAccount> = {
  id: "instance-start-fits",
  says: "A restored instance has the version (or an older one's upgrade on purpose), the encryption and at least the storage of what it is made of.",
  source: RESTORE,
  refuse(subject) {
    const { inputs } = subject.resource;
    const start = subject.before || inputs.replicateSourceDb !== undefined ? undefined : startOf(subject);
    if (!start) return undefined;
    const [from, to] = [postgresMajor(start.version), postgresMajor(str(inputs, "engineVersion") ?? start.version)];
    if (from !== undefined && to !== undefined && (to < from || (to > from && !inputs.allowMajorVersionUpgrade)))
      return `InvalidParameterCombination: a copy of Postgres ${from} cannot start as ${to}: restore it as ${from}, and upgrade it then`;
    if (start.encrypted !== (bool(inputs, "storageEncrypted") ?? false))
      return `InvalidParameterCombination: storageEncrypted ${!start.encrypted} cannot be had of a copy that is ${start.encrypted ? "" : "not "}encrypted: copy the snapshot with the other setting and restore that`;
    const storage = num(inputs, "allocatedStorage") ?? start.storageGiB;
    return storage < start.storageGiB
      ? `InvalidParameterValue: allocatedStorage ${storage} is less than the ${start.storageGiB} GiB of what is restored: raise it`
      : undefined;
  },
};

const replicaPassword: Rule<InAccount> = {
  id: "instance-replicas-need-password",
  says: "An instance with replicas has a master password that RDS does not manage.",
  source: SECRETS,
  refuse({ resource, account, place }) {
    const source = sourceOf(resource, account, place) ?? resource;
    const identifier = String(source.outputs.identifier);
    const hasReplica = source !== resource || replicasOf(account, place, identifier).length > 0;
    return hasReplica && bool(source.inputs, "manageMasterUserPassword") === true
      ? `InvalidParameterCombination: read replicas are not supported for ${identifier}, whose master password RDS manages: give it a password`
      : undefined;
  },
};

const replicaAlike: Rule<InAccount> = {
  id: "instance-replica-encrypted-alike",
  says: "A replica is encrypted if its source is.",
  source: REPLICA,
  refuse({ resource, account, place }) {
    const source = sourceOf(resource, account, place);
    return source && contents(source).encrypted !== (bool(resource.inputs, "storageEncrypted") ?? false)
      ? `InvalidParameterCombination: a replica in the region of its source is encrypted alike: set storageEncrypted to ${contents(source).encrypted}`
      : undefined;
  },
};

/** Rules on an instance that is made of something in the account. */
export const copyRules: readonly Rule<InAccount>[] = [startExists, fits, replicaPassword, replicaAlike];

/** Without it AWS makes instances of their own of the replicas, which nobody has declared. */
export const replicasFirst: Rule<InAccount> = {
  id: "instance-replicas-deleted-first",
  says: "The replicas of an instance are deleted before it, or AWS makes instances of their own of them.",
  source: `${GUIDE}USER_ReadRepl.html`,
  refuse({ resource, account, place }) {
    const [replica] = replicasOf(account, place, String(resource.outputs.identifier));
    return (
      replica &&
      `InvalidDBInstanceState: ${resource.outputs.identifier} has the replica ${replica.outputs.identifier}, which would become an instance of its own that nobody declares: delete it first`
    );
  },
};
