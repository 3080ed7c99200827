import { createHash } from "node:crypto";

/** Longest physical name that AWS takes, by what is named. Source: the API reference of each service. */
export const nameLimits = {
  alarm: 255,
  anomalyMonitor: 1024,
  anomalySubscription: 1024,
  alarmMuteRule: 255,
  backupPlan: 50,
  backupVault: 50,
  bucket: 63,
  budget: 100,
  cacheUser: 40,
  cacheUserGroup: 40,
  chatChannel: 128,
  cluster: 255,
  dashboard: 255,
  databaseInstance: 63,
  eventRule: 64,
  fileSystem: 64,
  function: 64,
  logGroup: 512,
  logResourcePolicy: 255,
  loadBalancer: 32,
  namespace: 1024,
  parameter: 1011,
  parameterGroup: 255,
  policy: 128,
  pullThroughPrefix: 30,
  queryDefinition: 255,
  queue: 75,
  replicationGroup: 40,
  restoreTestingPlan: 50,
  role: 64,
  rolePolicy: 128,
  schedule: 64,
  scheduledAction: 256,
  secret: 505,
  securityGroup: 255,
  service: 255,
  subnetGroup: 255,
  targetGroup: 32,
  taskFamily: 255,
  topic: 256,
  wafLogGroup: 512,
  webAcl: 128,
} as const;

export type Named = keyof typeof nameLimits;

/**
 * What stands between the prefix and the logical name where it is no hyphen: log groups and parameters are paths, saved
 * queries are in folders, and a secret's name must not end in a hyphen and six characters, which AWS takes for the end of an ARN.
 */
const separators: Partial<Record<Named, string>> = { logGroup: "/", parameter: "/", queryDefinition: "/", secret: "/" };

const hashLength = 6;

/**
 * The physical name of one resource: prefix and logical name, the same on every run.
 *
 * A name over the limit loses its middle and gains a hash of the whole, so two long names that differ anywhere stay
 * different. `replacing` holds the values whose change replaces the resource: they are hashed into the name, so that
 * AWS takes the new one before the old one is gone.
 */
export function physicalName(
  named: Named,
  prefix: string,
  logicalName: string,
  replacing?: readonly unknown[],
): string {
  const whole = `${prefix}${separators[named] ?? "-"}${logicalName}`;
  const limit = nameLimits[named];
  if (!replacing && whole.length <= limit) {
    return whole;
  }
  const readable = shorten(whole, limit - hashLength - 1);
  // What can still be read is not hashed too, so that the same thing has the same hash in every stack.
  const hash = createHash("sha256")
    .update(JSON.stringify([readable === whole ? "" : whole, replacing]))
    .digest("hex")
    .slice(0, hashLength);
  return `${readable}-${hash}`;
}

/** Cuts the middle out of `text`, so that both its beginning and its end can still be read. */
function shorten(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  const end = Math.floor((length - 1) / 2);
  const begin = length - 1 - end;
  // A double hyphen is not allowed in names of RDS and ElastiCache.
  return `${text.slice(0, begin).replace(/-+$/, "")}-${text.slice(-end).replace(/^-+/, "")}`;
}
