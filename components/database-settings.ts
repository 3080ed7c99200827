import type { DatabaseArgs } from "./database-args.ts";
import { logExports } from "./database-logs.ts";

const masterUser = "postgres";

export const postgresPort = 5432;

/** RDS takes half an hour for a large restore, and longer for an upgrade; the provider's own limits are the same. */
export const instanceTimeouts = { create: "40m", update: "80m", delete: "60m" };

/** What an instance is made of once: other values make another instance. */
export const onlyAtStart = ["dbName", "username", "snapshotIdentifier", "restoreToPointInTime"] as const;

/** What a new instance starts with: an empty database, or what another one has left. */
export function startOf({ restoreFrom, databaseName }: DatabaseArgs) {
  if (restoreFrom?.kind === "snapshot") {
    // Its user and its databases are in the snapshot.
    return { snapshotIdentifier: restoreFrom.snapshot };
  }
  if (restoreFrom?.kind === "pointInTime") {
    const { of, at } = restoreFrom;
    const when = at === undefined ? { useLatestRestorableTime: true } : { restoreTime: at };
    return { restoreToPointInTime: { sourceDbInstanceIdentifier: of, ...when } };
  }
  return { username: masterUser, ...(databaseName !== undefined && { dbName: databaseName }) };
}

/** What the primary and its replicas have in common. */
export function sharedSettings(args: DatabaseArgs) {
  return {
    instanceClass: args.instanceClass,
    maxAllocatedStorage: args.maxStorageGiB,
    storageType: "gp3",
    storageEncrypted: true,
    port: postgresPort,
    publiclyAccessible: false,
    maintenanceWindow: args.windows.maintenance,
    copyTagsToSnapshot: true,
    autoMinorVersionUpgrade: true,
    // An upgrade that waits for its window would leave the release that needs it with the old version.
    applyImmediately: args.applyImmediately || args.allowMajorUpgrade !== undefined,
    databaseInsightsMode: "standard",
    performanceInsightsEnabled: args.insights,
    ...(args.insights && { performanceInsightsRetentionPeriod: 7 }),
    enabledCloudwatchLogsExports: [...logExports],
    caCertIdentifier: "rds-ca-rsa2048-g1",
  };
}

/** What the primary is, apart from its name, its password and its neighbours. */
export function primarySettings(args: DatabaseArgs) {
  const isDeletable = Boolean(args.deletable);
  return {
    ...sharedSettings(args),
    engine: "postgres",
    engineVersion: args.version,
    allocatedStorage: args.storageGiB,
    multiAz: args.multiAz,
    backupRetentionPeriod: args.backupDays,
    backupWindow: args.windows.backup,
    deleteAutomatedBackups: isDeletable,
    deletionProtection: !isDeletable,
    skipFinalSnapshot: isDeletable,
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
    ...(args.allowMajorUpgrade && { allowMajorVersionUpgrade: true }),
    ...(args.blueGreenUpdate && { blueGreenUpdate: { enabled: true } }),
  };
}
