import type { Rule, Values } from "../model.ts";
import { nameShape } from "./limits.ts";
import { bool, num, str, texts } from "./values.ts";
import { refuseWindows } from "./windows.ts";

const CREATE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html";
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  redis: ["5.0.6", "6.0", "6.2", "7.0", "7.1"],
  valkey: ["7.2", "8.0", "8.1", "8.2", "9.0", "9.1"],
};
const NODE_TYPE = /^cache\.(t3|t4g|m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\.(micro|small|medium|large|\d*xlarge)$/;

const engine: Rule<Values> = {
  id: "replication-group-version-offered",
  says: "The engine is Valkey or Redis in a version that ElastiCache offers.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html",
  refuse(values) {
    const name = str(values, "engine") ?? "redis";
    const version = str(values, "engineVersion");
    const offered = VERSIONS[name];
    if (offered === undefined) return `InvalidParameterValue: engine "${name}" is not known: use valkey or redis`;
    return version === undefined || offered.includes(version)
      ? undefined
      : `InvalidParameterCombination: Cannot find version ${version} for ${name}: use one of ${offered.join(", ")}`;
  },
};

const nodeType: Rule<Values> = {
  id: "replication-group-node-type",
  says: "The node type is one that ElastiCache offers.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html",
  refuse(values) {
    const type = str(values, "nodeType");
    const burst = type !== undefined && /\.t\w+\./.test(type);
    const wrongSize = burst !== /\.(micro|small|medium)$/.test(type ?? "");
    return type === undefined || (NODE_TYPE.test(type) && !wrongSize)
      ? undefined
      : `InvalidParameterValue: The cache node type "${type}" is not known: use, for example, cache.t4g.micro or cache.m7g.large`;
  },
};

const nodes: Rule<Values> = {
  id: "replication-group-failover-needs-nodes",
  says: "A group has 1 to 6 nodes; automatic failover needs two, and Multi-AZ needs automatic failover.",
  source: CREATE,
  refuse(values) {
    const count = num(values, "numCacheClusters");
    const sharded = values.numNodeGroups !== undefined || values.replicasPerNodeGroup !== undefined;
    if (count !== undefined && sharded)
      return "InvalidParameterCombination: numCacheClusters excludes numNodeGroups and replicasPerNodeGroup: give one or the others";
    if (count !== undefined && (count < 1 || count > 6))
      return `InvalidParameterValue: The number of cache clusters must be 1 to 6, and is ${count}`;
    const failover = bool(values, "automaticFailoverEnabled") === true;
    const total = count ?? (num(values, "replicasPerNodeGroup") ?? 0) + 1;
    if (failover && total < 2)
      return `InvalidParameterCombination: "num_cache_clusters": must be at least 2 if automatic_failover_enabled is true, and is ${total}: add a replica`;
    return bool(values, "multiAzEnabled") === true && !failover
      ? "InvalidParameterCombination: automatic_failover_enabled must be true if multi_az_enabled is true: set automaticFailoverEnabled"
      : undefined;
  },
};

const authentication: Rule<Values> = {
  id: "replication-group-token-or-users",
  says: "A group has a token or a user group, not both, and either needs encryption in transit.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
  refuse(values) {
    const token = values.authToken !== undefined || values.authTokenWo !== undefined;
    const groups = texts(values, "userGroupIds");
    if (token && groups.length > 0)
      return "InvalidParameterCombination: authToken and userGroupIds exclude each other: keep the user group";
    if (groups.length > 1)
      return `InvalidParameterValue: a group has at most one user group, and ${groups.length} are given`;
    return (token || groups.length > 0) && bool(values, "transitEncryptionEnabled") !== true
      ? "InvalidParameterCombination: a token or a user group needs encryption in transit: set transitEncryptionEnabled"
      : undefined;
  },
};

const token: Rule<Values> = {
  id: "replication-group-token-shape",
  says: "A token has 16 to 128 letters, digits and !&#$^<>-.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html",
  refuse(values) {
    const given = str(values, "authToken");
    return given === undefined || /^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(given)
      ? undefined
      : "InvalidParameterValue: Invalid AuthToken provided: use 16 to 128 letters, digits and !&#$^<>-";
  },
};

const windows: Rule<Values> = {
  id: "replication-group-windows",
  says: "Snapshot and maintenance windows have at least 60 minutes and do not overlap.",
  source: CREATE,
  refuse(values) {
    const [daily, weekly] = [str(values, "snapshotWindow"), str(values, "maintenanceWindow")];
    const wrong = refuseWindows({ daily, weekly, minMinutes: 60 });
    return wrong === undefined ? undefined : `InvalidParameterValue: ${wrong}`;
  },
};

const snapshots: Rule<Values> = {
  id: "replication-group-snapshot-days",
  says: "Snapshots are kept for 0 to 35 days.",
  source: CREATE,
  refuse(values) {
    const days = num(values, "snapshotRetentionLimit");
    return days === undefined || (days >= 0 && days <= 35)
      ? undefined
      : `InvalidParameterValue: The snapshot retention limit must be 0 to 35 days, and is ${days}`;
  },
};

const mode: Rule<Values> = {
  id: "replication-group-transit-mode",
  says: "The mode of encryption in transit is `preferred` or `required`, and goes with encryption.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html",
  refuse(values) {
    const given = str(values, "transitEncryptionMode");
    if (given === undefined) return undefined;
    if (given !== "preferred" && given !== "required")
      return `InvalidParameterValue: transitEncryptionMode "${given}" is not known: use preferred or required`;
    return bool(values, "transitEncryptionEnabled") === true
      ? undefined
      : "InvalidParameterCombination: transitEncryptionMode needs transitEncryptionEnabled: set it";
  },
};

const description: Rule<Values> = {
  id: "replication-group-description",
  says: "The description of a group is not empty.",
  source: CREATE,
  refuse: (values) =>
    values.description === ""
      ? "InvalidParameterValue: the description must not be empty: say what the cache is for"
      : undefined,
};

/** Rules on the inputs of a replication group alone. */
export const cacheChecks: readonly Rule<Values>[] = [
  nameShape({
    id: "replication-group-id-shape",
    input: "replicationGroupId",
    max: 40,
    pattern: /^[a-z](?!.*--)([a-z0-9-]*[a-z0-9])?$/,
    allowed: "lower-case letters, digits and single hyphens, a letter first and no hyphen last",
    source: CREATE,
  }),
  engine,
  nodeType,
  nodes,
  authentication,
  token,
  windows,
  snapshots,
  mode,
  description,
];
