import type { InAccount, Rule } from "../model.ts";
import { CACHE_USER_GROUP } from "./cache-authentication.ts";
import { cacheFamily } from "./cache-parameter-group.ts";
import { LOG_GROUP } from "./logs.ts";
import { exists, uniqueName } from "./references.ts";
import { token } from "./tokens.ts";
import { bool, objects, str, texts } from "./values.ts";

const CREATE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html";
const MODIFY = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html";

const sameEngine: Rule<InAccount> = {
  id: "replication-group-user-group-engine",
  says: "The user group of a Redis cache is for Redis; that of a Valkey cache for either.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
  refuse({ resource: { inputs }, account }) {
    const engine = str(inputs, "engine") ?? "redis";
    const wrong = texts(inputs, "userGroupIds")
      .map((id) => account.get(CACHE_USER_GROUP, id))
      .find((group) => engine === "redis" && group !== undefined && group.outputs.engine !== "redis");
    return wrong === undefined
      ? undefined
      : `InvalidParameterCombination: user group "${wrong.id}" is for ${wrong.outputs.engine}, the cache for ${engine}: make them the same`;
  },
};

const parameterFamily: Rule<InAccount> = {
  id: "replication-group-parameter-group-family",
  says: "The parameter group exists, and its family is that of the engine and its major version.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html",
  refuse({ resource: { inputs }, account }) {
    const name = str(inputs, "parameterGroupName");
    const wanted = cacheFamily(str(inputs, "engine") ?? "redis", str(inputs, "engineVersion") ?? "7.1");
    if (name === undefined || name === `default.${wanted}` || name.startsWith(`default.${wanted}.`)) return undefined;
    const group = account.find(token.cacheParameterGroup, ({ outputs }) => outputs.name === name);
    if (group === undefined && !name.startsWith("default."))
      return `CacheParameterGroupNotFound: CacheParameterGroup "${name}" not found: create it first, or use default.${wanted}`;
    return group?.outputs.family === wanted
      ? undefined
      : `InvalidParameterCombination: Expected a parameter group of family ${wanted} but found "${name}": use default.${wanted}, or a group of that family`;
  },
};

const oneVpc: Rule<InAccount> = {
  id: "replication-group-one-vpc",
  says: "Security groups of a cache are of the VPC of its subnet group.",
  source: CREATE,
  refuse({ resource: { inputs }, account }) {
    const vpc = account.find(token.cacheSubnetGroup, (one) => one.outputs.name === inputs.subnetGroupName)?.outputs
      .vpcId;
    const stranger = texts(inputs, "securityGroupIds").find(
      (id) => vpc !== undefined && account.get(token.securityGroup, id)?.outputs.vpcId !== vpc,
    );
    return stranger === undefined
      ? undefined
      : `InvalidParameterCombination: security group ${stranger} is not in ${vpc}, the VPC of the cache's subnet group: take a group of that VPC`;
  },
};

const encryptionSteps: Rule<InAccount> = {
  id: "replication-group-encryption-in-two-steps",
  says: "Encryption in transit of a running group goes to `preferred` first and to `required` in a second update.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html",
  refuse({ resource: { inputs }, before }) {
    if (before === undefined) return undefined;
    const turnsOn =
      bool(before.outputs, "transitEncryptionEnabled") !== true && bool(inputs, "transitEncryptionEnabled") === true;
    return turnsOn && str(inputs, "transitEncryptionMode") !== "preferred"
      ? "InvalidParameterCombination: encryption in transit of a running group starts with transitEncryptionMode preferred: set it, run up, then set required"
      : undefined;
  },
};

const logGroupExists: Rule<InAccount> = {
  id: "replication-group-log-group-exists",
  says: "A log group that a cache writes to exists.",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html",
  refuse({ resource: { inputs }, account }) {
    const missing = objects(inputs, "logDeliveryConfigurations")
      .filter((one) => one.destinationType === "cloudwatch-logs")
      .find((one) => account.get(LOG_GROUP, str(one, "destination") ?? "") === undefined);
    return missing === undefined
      ? undefined
      : `InvalidParameterValue: log group "${missing.destination}" of ${missing.logType} does not exist: create it first`;
  },
};

const engineForward: Rule<InAccount> = {
  id: "replication-group-version-forward",
  says: "The version of a group does not go back.",
  source: MODIFY,
  refuse({ resource: { inputs }, before }) {
    const [from, to] = [str(before?.outputs ?? {}, "engineVersion"), str(inputs, "engineVersion")];
    return from !== undefined &&
      to !== undefined &&
      before?.outputs.engine === inputs.engine &&
      Number.parseFloat(to) < Number.parseFloat(from)
      ? `InvalidParameterCombination: Downgrading from ${from} to ${to} is not supported: keep ${from}, or make a new cache`
      : undefined;
  },
};

/** Rules on a replication group in its account. */
export const cacheRules: readonly Rule<InAccount>[] = [
  uniqueName({
    id: "replication-group-unique",
    type: token.replicationGroup,
    input: "replicationGroupId",
    noun: "replication group",
    code: "ReplicationGroupAlreadyExists",
    source: CREATE,
  }),
  exists({
    id: "replication-group-subnet-group-exists",
    input: "subnetGroupName",
    type: token.cacheSubnetGroup,
    noun: "cache subnet group",
    by: "name",
    code: "CacheSubnetGroupNotFoundFault",
    source: CREATE,
  }),
  exists({
    id: "replication-group-security-groups-exist",
    input: "securityGroupIds",
    type: [token.securityGroup, token.defaultSecurityGroup],
    noun: "security group",
    code: "InvalidParameterValue",
    source: CREATE,
  }),
  exists({
    id: "replication-group-user-groups-exist",
    input: "userGroupIds",
    type: CACHE_USER_GROUP,
    noun: "user group",
    code: "UserGroupNotFound",
    source: CREATE,
  }),
  sameEngine,
  parameterFamily,
  oneVpc,
  encryptionSteps,
  logGroupExists,
  engineForward,
];
