import type { InAccount, Model, Place, Rule, Values } from "../model.ts";
import { cacheChecks } from "./cache-checks.ts";
import { cacheFamily, cacheParameterGroup } from "./cache-parameter-group.ts";
import { cacheRules } from "./cache-rules.ts";
import { arn } from "./identifiers.ts";
import { nameShape } from "./limits.ts";
import { exists, inUse, uniqueName } from "./references.ts";
import { endpointPart, placeOf, shortRegion } from "./shapes.ts";
import { refuseFewZones } from "./subnet-zones.ts";
import { token } from "./tokens.ts";
import { bool, num, str, texts } from "./values.ts";

const API = "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/";
const SUBNET_GROUP = `${API}API_CreateCacheSubnetGroup.html`;
const SNAPSHOT = "sandbox:elasticache:Snapshot";
const PORT = 6379;

/** Nodes of a group: `<id>-001`, and with shards `<id>-0001-001`. */
function membersOf(inputs: Values, id: string): readonly string[] {
  const digits = (value: number, length: number) => String(value).padStart(length, "0");
  const shards = num(inputs, "numNodeGroups");
  const nodes = shards === undefined ? nodesOf(inputs) : (num(inputs, "replicasPerNodeGroup") ?? 0) + 1;
  const perShard = (prefix: string) => Array.from({ length: nodes }, (_, at) => `${prefix}-${digits(at + 1, 3)}`);
  return shards === undefined || shards === 1
    ? perShard(id)
    : Array.from({ length: shards }, (_, at) => perShard(`${id}-${digits(at + 1, 4)}`)).flat();
}

function nodesOf(inputs: Values): number {
  return num(inputs, "numCacheClusters") ?? (num(inputs, "replicasPerNodeGroup") ?? 0) + 1;
}

/** Host names of a group, which depend on encryption in transit and on shards. */
function endpoints(inputs: Values, id: string, place: Place): Values {
  const end = endpointPart(place, "elasticache", 6);
  const zone = `${shortRegion(place.region)}.cache.amazonaws.com`;
  const secure = bool(inputs, "transitEncryptionEnabled") === true;
  if ((num(inputs, "numNodeGroups") ?? 1) > 1 || inputs.clusterMode === "enabled") {
    const host = secure ? `clustercfg.${id}.${end}.${zone}` : `${id}.${end}.clustercfg.${zone}`;
    return { clusterEnabled: true, configurationEndpointAddress: host };
  }
  return {
    clusterEnabled: false,
    primaryEndpointAddress: secure ? `master.${id}.${end}.${zone}` : `${id}.${end}.ng.0001.${zone}`,
    readerEndpointAddress: secure ? `replica.${id}.${end}.${zone}` : `${id}-ro.${end}.ng.0001.${zone}`,
  };
}

const finalSnapshot: Rule<InAccount> = {
  id: "replication-group-final-snapshot",
  says: "The final snapshot of a group has a name that no snapshot has.",
  source: `${API}API_DeleteReplicationGroup.html`,
  refuse({ resource, account, place }) {
    const name = str(resource.outputs, "finalSnapshotIdentifier");
    return name === undefined || account.get(SNAPSHOT, `${place.region} ${name}`) === undefined
      ? undefined
      : `SnapshotAlreadyExistsFault: A snapshot with specified name already exists: "${name}": set another finalSnapshotIdentifier and run up before it is deleted`;
  },
};

const replicationGroup: Model = {
  type: token.replicationGroup,
  autoname: { input: "replicationGroupId", max: 40, lowercase: true },
  defaults: {
    applyImmediately: false,
    autoMinorVersionUpgrade: true,
    automaticFailoverEnabled: false,
    dataTieringEnabled: false,
    engine: "redis",
    ipDiscovery: "ipv4",
    maintenanceWindow: "sun:05:00-sun:06:00",
    multiAzEnabled: false,
    networkType: "ipv4",
    port: PORT,
    snapshotRetentionLimit: 0,
    snapshotWindow: "03:00-04:00",
    transitEncryptionEnabled: false,
  },
  checks: cacheChecks,
  identify: (inputs) => str(inputs, "replicationGroupId") ?? "",
  outputs(inputs, id, _seed, place) {
    const here = placeOf(inputs, place);
    const engine = str(inputs, "engine") ?? "redis";
    const version = str(inputs, "engineVersion") ?? (engine === "valkey" ? "8.2" : "7.1");
    const members = membersOf(inputs, id);
    return {
      arn: arn(here, "elasticache", `replicationgroup:${id}`),
      atRestEncryptionEnabled: bool(inputs, "atRestEncryptionEnabled") ?? engine === "valkey",
      clusterMode: str(inputs, "clusterMode") ?? "disabled",
      engineVersion: version,
      engineVersionActual: /^\d+\.\d+$/.test(version) ? `${version}.0` : version,
      memberClusters: members,
      numCacheClusters: members.length,
      numNodeGroups: num(inputs, "numNodeGroups") ?? 1,
      parameterGroupName: str(inputs, "parameterGroupName") ?? `default.${cacheFamily(engine, version)}`,
      replicasPerNodeGroup: num(inputs, "replicasPerNodeGroup") ?? nodesOf(inputs) - 1,
      transitEncryptionMode:
        str(inputs, "transitEncryptionMode") ?? (bool(inputs, "transitEncryptionEnabled") === true ? "required" : ""),
      ...endpoints(inputs, id, here),
    };
  },
  requires: cacheRules,
  replaces: "as the specification says",
  // The specification leaves these two open: a way back from Valkey and encryption of a running group need a new one.
  replacesWhen(before, after) {
    const back = before.engine === "valkey" && (after.engine ?? "redis") === "redis";
    const encryption = before.transitEncryptionEnabled !== after.transitEncryptionEnabled && olderThan7(after);
    return [...(back ? ["engine"] : []), ...(encryption ? ["transitEncryptionEnabled"] : [])];
  },
  blocksDelete: [finalSnapshot],
  after(change, { resource, account, place }) {
    const name = str(resource.outputs, "finalSnapshotIdentifier");
    if (change !== "deleted" || name === undefined) return;
    account.put({ type: SNAPSHOT, id: `${place.region} ${name}`, inputs: {}, outputs: { name, of: resource.id } });
  },
  typicalMinutes: 12,
};

/** Before Redis 7.0.5 encryption in transit could only be chosen at creation. */
function olderThan7(inputs: Values): boolean {
  return inputs.engine !== "valkey" && Number((str(inputs, "engineVersion") ?? "7").split(".")[0]) < 7;
}

const subnetGroup: Model = {
  type: token.cacheSubnetGroup,
  autoname: { input: "name", max: 255, lowercase: true },
  defaults: { description: "Managed by Pulumi" },
  checks: [
    nameShape({
      id: "cache-subnet-group-name-shape",
      input: "name",
      max: 255,
      pattern: /^(?!default$)[a-z0-9-]+$/,
      allowed: "lower-case letters, digits and hyphens, not `default`",
      source: SUBNET_GROUP,
    }),
  ],
  identify: (inputs) => str(inputs, "name") ?? "",
  outputs: (inputs, id, _seed, place) => ({ arn: arn(placeOf(inputs, place), "elasticache", `subnetgroup:${id}`) }),
  requires: [
    uniqueName({
      id: "cache-subnet-group-unique",
      type: token.cacheSubnetGroup,
      input: "name",
      noun: "cache subnet group",
      code: "CacheSubnetGroupAlreadyExists",
      source: SUBNET_GROUP,
    }),
    exists({
      id: "cache-subnet-group-subnets-exist",
      input: "subnetIds",
      type: token.subnet,
      noun: "subnet",
      code: "InvalidSubnet",
      source: SUBNET_GROUP,
    }),
    {
      id: "cache-subnet-group-zones",
      says: "A cache subnet group has subnets in at least two availability zones of one VPC, so that a replica can be elsewhere.",
      source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html",
      refuse: (subject) =>
        refuseFewZones(subject, "the cache subnet group is in one availability zone, where a failover leads nowhere"),
    },
  ],
  replaces: "as the specification says",
  blocksDelete: [
    inUse({
      id: "cache-subnet-group-not-in-use",
      noun: "cache subnet group",
      code: "CacheSubnetGroupInUse",
      source: `${API}API_DeleteCacheSubnetGroup.html`,
      by: "name",
      users: [{ type: token.replicationGroup, at: "subnetGroupName" }],
    }),
  ],
  after(change, { resource, account }) {
    const [subnet = ""] = texts(resource.inputs, "subnetIds");
    const vpcId = account.get(token.subnet, subnet)?.outputs.vpcId;
    if (change !== "deleted") account.put({ ...resource, outputs: { ...resource.outputs, vpcId } });
  },
  typicalMinutes: 0.1,
};

/** Caches of an account. */
export const models: readonly Model[] = [replicationGroup, subnetGroup, cacheParameterGroup];
