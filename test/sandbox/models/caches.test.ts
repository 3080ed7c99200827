import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { CACHE_USER, CACHE_USER_GROUP } from "../../../sandbox/models/cache-authentication.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { foreignNetwork, publicNetwork } from "./fixtures.ts";

const inputs: Values = {
  replicationGroupId: "shop-cache",
  description: "cache of the shop",
  engine: "valkey",
  engineVersion: "8.2",
  nodeType: "cache.t4g.micro",
  numCacheClusters: 1,
  subnetGroupName: "data",
  transitEncryptionEnabled: true,
  userGroupIds: ["shop"],
};
const parameters: Values = {
  name: "shop-parameters",
  family: "valkey8",
  parameters: [{ name: "maxmemory-policy", value: "noeviction" }],
};
const withInputs = (more: Values): Values => ({ ...inputs, ...more });

/** A network with a subnet group, a security group and a user group for a cache. */
function ground() {
  const network = publicNetwork();
  const { cloud, vpc, subnets } = network;
  const subnetGroup = cloud.make(token.cacheSubnetGroup, { name: "data", subnetIds: subnets.map(({ id }) => id) });
  const group = cloud.make(token.securityGroup, { vpcId: vpc.id, name: "cache" });
  cloud.make(CACHE_USER, {
    userId: "api",
    userName: "api",
    engine: "valkey",
    accessString: "on ~* +@all",
    authenticationMode: { type: "password", passwords: ["a".repeat(16)] },
  });
  const users = cloud.make(CACHE_USER_GROUP, { userGroupId: "shop", engine: "valkey", userIds: ["api"] });
  return { ...network, subnetGroup, group, users };
}

type Ground = ReturnType<typeof ground>;
const asked = (more: (of: Ground) => Values) => () => {
  const all = ground();
  return all.cloud.creating(token.replicationGroup, withInputs({ securityGroupIds: [all.group.id], ...more(all) }));
};
const asItIs = asked(() => ({}));
const changing = (before: Values, changes: Values) => () => {
  const { cloud } = ground();
  return cloud.updating(cloud.given(token.replicationGroup, withInputs(before)), changes);
};

describe("the inputs of a cache in the sandbox", () => {
  breaks("replication-group-id-shape", "an id of 41 characters", { replicationGroupId: "a".repeat(41) }, "41");
  passes("replication-group-id-shape", "an id of 40 characters", { replicationGroupId: "a".repeat(40) });
  breaks(
    "replication-group-version-offered",
    "a version that is not offered",
    { engine: "valkey", engineVersion: "6.2" },
    "8.2",
  );
  breaks("replication-group-version-offered", "another engine", { engine: "memcached" }, "valkey or redis");
  passes("replication-group-version-offered", "Valkey 8.2", inputs);
  breaks("replication-group-node-type", "a type without its prefix", { nodeType: "t4g.micro" }, "cache.t4g.micro");
  breaks(
    "replication-group-node-type",
    "a size that the family does not have",
    { nodeType: "cache.m7g.micro" },
    "cache.m7g.large",
  );
  passes("replication-group-node-type", "a small node", { nodeType: "cache.t4g.small" });
  passes("replication-group-node-type", "a large node", { nodeType: "cache.r7g.2xlarge" });
  breaks(
    "replication-group-failover-needs-nodes",
    "failover of one node",
    { numCacheClusters: 1, automaticFailoverEnabled: true },
    "at least 2",
  );
  breaks(
    "replication-group-failover-needs-nodes",
    "two zones without failover",
    { numCacheClusters: 2, multiAzEnabled: true },
    "automaticFailoverEnabled",
  );
  breaks("replication-group-failover-needs-nodes", "seven nodes", { numCacheClusters: 7 }, "1 to 6");
  breaks(
    "replication-group-failover-needs-nodes",
    "nodes and shards",
    { numCacheClusters: 2, numNodeGroups: 2 },
    "excludes",
  );
  passes("replication-group-failover-needs-nodes", "failover of two nodes", {
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
  });
  breaks(
    "replication-group-token-or-users",
    "a token and users",
    withInputs({ authToken: "a".repeat(16) }),
    "exclude each other",
  );
  breaks(
    "replication-group-token-or-users",
    "users without encryption",
    withInputs({ transitEncryptionEnabled: false }),
    "transitEncryptionEnabled",
  );
  passes("replication-group-token-or-users", "users with encryption", inputs);
  breaks("replication-group-token-shape", "a token with an underscore", { authToken: "a_".repeat(8) }, "16 to 128");
  passes("replication-group-token-shape", "a token of letters", { authToken: "a".repeat(16) });
  const windows = (snapshotWindow: string, maintenanceWindow: string) => ({ snapshotWindow, maintenanceWindow });
  breaks(
    "replication-group-windows",
    "windows that overlap",
    windows("05:30-06:30", "sun:05:00-sun:06:00"),
    "must not overlap",
  );
  breaks(
    "replication-group-windows",
    "a window of 30 minutes",
    windows("02:00-02:30", "sun:05:00-sun:06:00"),
    "60 minutes",
  );
  passes("replication-group-windows", "windows that are apart", windows("02:00-03:00", "sun:05:00-sun:06:00"));
  breaks("replication-group-snapshot-days", "36 days", { snapshotRetentionLimit: 36 }, "0 to 35");
  passes("replication-group-snapshot-days", "a week", { snapshotRetentionLimit: 7 });
  breaks(
    "replication-group-transit-mode",
    "a mode without encryption",
    { transitEncryptionMode: "required" },
    "transitEncryptionEnabled",
  );
  breaks(
    "replication-group-transit-mode",
    "a mode that is none",
    { transitEncryptionEnabled: true, transitEncryptionMode: "on" },
    "preferred or required",
  );
  passes("replication-group-transit-mode", "a mode with encryption", {
    transitEncryptionEnabled: true,
    transitEncryptionMode: "required",
  });
  breaks("replication-group-description", "an empty description", { description: "" }, "what the cache is for");
  passes("replication-group-description", "a description", inputs);
});

describe("a cache in the sandbox's account", () => {
  const second = (replicationGroupId: string) => () => {
    const { cloud } = ground();
    cloud.make(token.replicationGroup, inputs);
    return cloud.creating(token.replicationGroup, withInputs({ replicationGroupId }));
  };
  breaks("replication-group-unique", "the id of another", second("shop-cache"), "ReplicationGroupAlreadyExists");
  passes("replication-group-unique", "an id of its own", second("shop-queue"));
  breaks(
    "replication-group-subnet-group-exists",
    "a subnet group of nowhere",
    asked(() => ({ subnetGroupName: "none" })),
    "CacheSubnetGroupNotFoundFault",
  );
  passes("replication-group-subnet-group-exists", "a subnet group of the account", asItIs);
  breaks(
    "replication-group-security-groups-exist",
    "a security group of nowhere",
    asked(() => ({ securityGroupIds: ["sg-0"] })),
    "sg-0",
  );
  passes("replication-group-security-groups-exist", "a security group of the account", asItIs);
  breaks(
    "replication-group-user-groups-exist",
    "users of nowhere",
    asked(() => ({ userGroupIds: ["none"] })),
    "UserGroupNotFound",
  );
  passes("replication-group-user-groups-exist", "users of the account", asItIs);
  breaks(
    "replication-group-user-group-engine",
    "users of Valkey for Redis",
    asked(() => ({ engine: "redis", engineVersion: "7.1" })),
    "make them the same",
  );
  passes("replication-group-user-group-engine", "users of the engine", asItIs);
  breaks(
    "replication-group-parameter-group-family",
    "parameters of another version",
    asked(() => ({ parameterGroupName: "default.valkey7" })),
    "default.valkey8",
  );
  passes(
    "replication-group-parameter-group-family",
    "parameters of the version",
    asked(() => ({ parameterGroupName: "default.valkey8" })),
  );
  const ownParameters = (family: string) =>
    asked(({ cloud }) => {
      const { name } = cloud.make(token.cacheParameterGroup, { ...parameters, family }).outputs;
      return { parameterGroupName: name };
    });
  breaks(
    "replication-group-parameter-group-family",
    "own parameters of another version",
    ownParameters("valkey7"),
    "Expected a parameter group of family valkey8",
  );
  breaks(
    "replication-group-parameter-group-family",
    "parameters that are not there",
    asked(() => ({ parameterGroupName: "shop" })),
    "CacheParameterGroupNotFound",
  );
  passes("replication-group-parameter-group-family", "own parameters of the version", ownParameters("valkey8"));
  breaks(
    "replication-group-one-vpc",
    "a security group of another VPC",
    asked(({ cloud }) => ({ securityGroupIds: [foreignNetwork(cloud).group.id] })),
    "take a group of that VPC",
  );
  passes("replication-group-one-vpc", "a security group of the VPC", asItIs);
  const logging = (destination: string) =>
    asked(({ cloud }) => {
      cloud.make("aws:cloudwatch/logGroup:LogGroup", { name: "/shop/slow" });
      const one = { destination, destinationType: "cloudwatch-logs", logFormat: "json", logType: "slow-log" };
      return { logDeliveryConfigurations: [one] };
    });
  breaks("replication-group-log-group-exists", "a log group of nowhere", logging("/none"), "/none");
  passes("replication-group-log-group-exists", "a log group of the account", logging("/shop/slow"));
  const plain = { transitEncryptionEnabled: false, userGroupIds: [] };
  breaks(
    "replication-group-encryption-in-two-steps",
    "encryption in one step",
    changing(plain, { transitEncryptionEnabled: true }),
    "preferred",
  );
  passes(
    "replication-group-encryption-in-two-steps",
    "encryption that is preferred first",
    changing(plain, { transitEncryptionEnabled: true, transitEncryptionMode: "preferred" }),
  );
  breaks(
    "replication-group-version-forward",
    "an older version",
    changing({}, { engineVersion: "8.0" }),
    "Downgrading",
  );
  passes("replication-group-version-forward", "a newer version", changing({}, { engineVersion: "9.0" }));

  const last = withInputs({ finalSnapshotIdentifier: "shop-last" });
  const deleting = (again: boolean) => () => {
    const { cloud } = ground();
    if (again) cloud.delete(cloud.make(token.replicationGroup, last));
    return cloud.deleting(cloud.make(token.replicationGroup, last));
  };
  breaks(
    "replication-group-final-snapshot",
    "to be deleted with the name of a snapshot that exists",
    deleting(true),
    "SnapshotAlreadyExistsFault",
  );
  passes("replication-group-final-snapshot", "to be deleted with a new name", deleting(false));

  it("has the host names and members that ElastiCache gives", () => {
    const { cloud } = ground();
    const { outputs } = cloud.make(token.replicationGroup, withInputs({ numCacheClusters: 2 }));
    assert.match(
      String(outputs.primaryEndpointAddress),
      /^master\.shop-cache\.[a-z0-9]{6}\.eun1\.cache\.amazonaws\.com$/,
    );
    assert.deepEqual(outputs.memberClusters, ["shop-cache-001", "shop-cache-002"]);
    assert.equal(outputs.atRestEncryptionEnabled, true);
  });

  it("is replaced on the way back from Valkey, which AWS does not know", () => {
    const replacesWhen = modelOf(token.replicationGroup)?.replacesWhen;
    assert.deepEqual(replacesWhen?.({ engine: "valkey" }, { engine: "redis" }), ["engine"]);
    assert.deepEqual(replacesWhen?.({ engine: "redis" }, { engine: "valkey" }), []);
  });
});

describe("the sandbox's cache subnet group", () => {
  const of =
    (subnets: (all: ReturnType<typeof publicNetwork>) => string[], name = "data") =>
    () => {
      const all = publicNetwork();
      return all.cloud.creating(token.cacheSubnetGroup, { name, subnetIds: subnets(all) });
    };
  const both = of(({ subnets }) => subnets.map(({ id }) => id));
  breaks("cache-subnet-group-name-shape", "a name with an underscore", { name: "shop_data" }, "shop_data");
  passes("cache-subnet-group-name-shape", "a name with a hyphen", { name: "shop-data" });
  breaks(
    "cache-subnet-group-subnets-exist",
    "a subnet of nowhere",
    of(() => ["subnet-0"]),
    "subnet-0",
  );
  passes("cache-subnet-group-subnets-exist", "subnets of the account", both);
  breaks(
    "cache-subnet-group-zones",
    "subnets of one zone",
    of(({ subnets }) => [subnets[0].id]),
    "at least 2 AZs",
  );
  passes("cache-subnet-group-zones", "subnets of two zones", both);
  const again = (name: string) => () => {
    const { cloud, subnets } = ground();
    return cloud.creating(token.cacheSubnetGroup, { name, subnetIds: subnets.map(({ id }) => id) });
  };
  breaks("cache-subnet-group-unique", "the name of another", again("data"), "CacheSubnetGroupAlreadyExists");
  passes("cache-subnet-group-unique", "a name of its own", again("more"));
  const deleting = (used: boolean) => () => {
    const { cloud, subnetGroup } = ground();
    if (used) cloud.make(token.replicationGroup, inputs);
    return cloud.deleting(subnetGroup);
  };
  breaks("cache-subnet-group-not-in-use", "to be deleted with a cache", deleting(true), "CacheSubnetGroupInUse");
  passes("cache-subnet-group-not-in-use", "to be deleted when it is free", deleting(false));
});

describe("the sandbox's cache parameter group", () => {
  const type = token.cacheParameterGroup;
  breaks(
    "cache-parameter-group-name-shape",
    "a name with two hyphens in a row",
    { name: "shop--cache" },
    "shop--cache",
  );
  passes("cache-parameter-group-name-shape", "a name with single hyphens", parameters);
  breaks("cache-parameter-group-family-known", "a family with a minor version", { family: "redis7.1" }, "redis7");
  passes("cache-parameter-group-family-known", "the family of Redis 6, which names its minor versions", {
    family: "redis6.x",
  });
  const policy = (value: string) => ({ parameters: [{ name: "maxmemory-policy", value }] });
  breaks("cache-parameter-group-eviction", "a policy that Redis has not", policy("never"), "noeviction");
  passes("cache-parameter-group-eviction", "a policy that Redis has", policy("allkeys-lru"));
  const beside = (name: string) => () => {
    const { cloud } = publicNetwork();
    cloud.make(type, parameters);
    return cloud.creating(type, { ...parameters, name });
  };
  breaks("cache-parameter-group-unique", "the name of another", beside("shop-parameters"), "AlreadyExists");
  passes("cache-parameter-group-unique", "a name of its own", beside("more"));
  const deleting = (used: boolean) => () => {
    const { cloud } = ground();
    const group = cloud.make(type, parameters);
    if (used) cloud.make(token.replicationGroup, withInputs({ parameterGroupName: group.outputs.name }));
    return cloud.deleting(group);
  };
  breaks("cache-parameter-group-not-in-use", "to be deleted with a cache", deleting(true), "delete that first");
  passes("cache-parameter-group-not-in-use", "to be deleted when it is free", deleting(false));
});
