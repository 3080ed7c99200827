import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup.js";
import { SubnetGroup } from "@pulumi/aws/elasticache/subnetGroup.js";
import { User } from "@pulumi/aws/elasticache/user.js";
import { UserGroup } from "@pulumi/aws/elasticache/userGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { mapValues } from "../lib/records.ts";
import { type CacheDialect, cacheUrl } from "../lib/store-url.ts";
import { type Alarms, alarm } from "./alarm.ts";
import { generated, secretReference, storedSecret } from "./app-secrets.ts";
import type { Network } from "./network.ts";
import type { StoreLogin } from "./task.ts";

/** One task that connects to a cache. */
export interface CacheClient {
  readonly access: "read" | "write";
  readonly urlDialect: CacheDialect;
  /** Variable that holds the URL. */
  readonly env: string;
}

export interface CacheArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly network: Pick<Network, "vpcId" | "dataSubnetIds">;
  readonly alarms: Alarms;
  readonly engine: "valkey" | "redis";
  /** Major or major.minor version, for example `8.0` (Valkey) or `7.1` (Redis). */
  readonly version: string;
  /** ElastiCache node type, for example `cache.t4g.micro`. */
  readonly nodeType: string;
  /** Nodes beside the primary, each in another zone; with one or more, failover is automatic. */
  readonly replicas: number;
  readonly snapshotDays: number;
  readonly protect: boolean;
  /** Services and jobs by their name: each gets one user, one secret and one URL. */
  readonly clients: Readonly<Record<string, CacheClient>>;
  /** Days in which a deleted secret can be had back: 0, or 7 to 30. */
  readonly secretRecoveryDays: number;
}

/** What a client may do: no commands that look at or change the server, or end everybody's data. */
const rights = { write: "on ~* &* +@all -@admin -@dangerous +info", read: "on ~* &* +@read +@connection +info" };

/**
 * A Valkey or Redis replication group behind TLS, with one user a client and no user without a password.
 *
 * @stateful
 */
export class Cache extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly port = 6379;
  /** Logins by the client's name. */
  readonly logins: Readonly<Record<string, StoreLogin>>;
  /** What a client must wait for before it can connect. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:cache:Cache", name, {}, opts);
    const child = { parent: this };

    const firewall = new SecurityGroup(
      `${name}-firewall`,
      {
        name: physicalName("securityGroup", args.prefix, name),
        description: "One cache",
        vpcId: args.network.vpcId,
        tags: { Name: `${args.prefix}-${name}` },
      },
      child,
    );
    const passwords = mapValues(args.clients, (_, key) => generated(`${name}-${key}`, child));
    const users = [
      offUser(name, args, child),
      ...Object.entries(passwords).map(([key, password]) => clientUser(name, key, password, args, child)),
    ];
    const group = new UserGroup(
      `${name}-users`,
      {
        userGroupId: physicalName("cacheUserGroup", args.prefix, name),
        engine: args.engine,
        userIds: users.map(({ userId }) => userId),
      },
      child,
    );
    const nodes = replicationGroup(name, args, firewall, group, child);
    cacheAlarms(name, args, nodes, child);

    this.host = nodes.primaryEndpointAddress;
    this.logins = mapValues(args.clients, (client, key) =>
      login(
        name,
        key,
        client,
        { ...args, host: this.host, port: this.port, firewall, password: passwords[key] },
        child,
      ),
    );
    this.ready = [nodes];
    this.registerOutputs({ host: this.host });
  }
}

type Child = { parent: Cache };

/** Every group of Redis must have a user named `default`: this one cannot log in, and has a password all the same. */
function offUser(name: string, args: CacheArgs, child: Child): User {
  return new User(
    `${name}-default-user`,
    {
      userId: physicalName("cacheUser", args.prefix, `${name}-default`),
      userName: "default",
      engine: args.engine,
      accessString: "off ~* -@all",
      authenticationMode: { type: "password", passwords: [generated(`${name}-default`, child)] },
    },
    child,
  );
}

function clientUser(name: string, key: string, password: pulumi.Output<string>, args: CacheArgs, child: Child): User {
  return new User(
    `${name}-${key}-user`,
    {
      userId: physicalName("cacheUser", args.prefix, `${name}-${key}`),
      userName: key,
      engine: args.engine,
      accessString: rights[args.clients[key]?.access ?? "read"],
      authenticationMode: { type: "password", passwords: [password] },
    },
    child,
  );
}

function replicationGroup(
  name: string,
  args: CacheArgs,
  firewall: SecurityGroup,
  users: UserGroup,
  child: Child,
): ReplicationGroup {
  const subnets = new SubnetGroup(
    `${name}-subnets`,
    { name: physicalName("subnetGroup", args.prefix, name), subnetIds: args.network.dataSubnetIds },
    child,
  );
  return new ReplicationGroup(
    `${name}-nodes`,
    {
      replicationGroupId: physicalName("replicationGroup", args.prefix, name),
      description: `Cache ${name} of ${args.prefix}`,
      engine: args.engine,
      engineVersion: args.version,
      nodeType: args.nodeType,
      port: 6379,
      numCacheClusters: args.replicas + 1,
      automaticFailoverEnabled: args.replicas > 0,
      multiAzEnabled: args.replicas > 0,
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [users.userGroupId],
      subnetGroupName: subnets.name,
      securityGroupIds: [firewall.id],
      snapshotRetentionLimit: args.snapshotDays,
      snapshotWindow: "01:00-02:00",
      maintenanceWindow: "sun:05:00-sun:06:00",
      autoMinorVersionUpgrade: true,
      applyImmediately: true,
    },
    { ...child, protect: args.protect, customTimeouts: { create: "60m", update: "60m", delete: "45m" } },
  );
}

function login(
  name: string,
  key: string,
  { urlDialect, env }: CacheClient,
  args: CacheArgs & {
    host: pulumi.Output<string>;
    port: number;
    firewall: SecurityGroup;
    password: pulumi.Output<string> | undefined;
  },
  child: Child,
): StoreLogin {
  const url = (host: string, password: string) =>
    cacheUrl({ host, port: args.port, user: key, password, dialect: urlDialect });
  const value = pulumi
    .all([args.host, pulumi.output(args.password)])
    .apply(([host, password]) => JSON.stringify({ url: url(host, password ?? "").url, username: key, password }));
  const secret = storedSecret(
    `${name}-${key}`,
    { prefix: args.prefix, logicalName: `${name}-${key}`, value, recoveryDays: args.secretRecoveryDays },
    child,
  );
  return {
    firewallId: args.firewall.id,
    port: args.port,
    secrets: { [env]: secretReference(secret, "url") },
    environment: url("", "").env ?? {},
  };
}

function cacheAlarms(name: string, args: CacheArgs, nodes: ReplicationGroup, child: Child): void {
  // The primary's role moves between the nodes, so the first one alone says nothing: each is looked at.
  const dimensions = (node: number) => ({
    CacheClusterId: pulumi.interpolate`${nodes.replicationGroupId}-${String(node + 1).padStart(3, "0")}`,
  });
  const worst = (metricName: string) => [
    { id: "worst", expression: "MAX(METRICS())", label: `${metricName} of the busiest node`, returnData: true },
    ...Array.from({ length: args.replicas + 1 }, (_, node) => ({
      id: `node${node + 1}`,
      returnData: false,
      metric: { namespace: "AWS/ElastiCache", metricName, stat: "Average", period: 60, dimensions: dimensions(node) },
    })),
  ];
  const shared = { severity: "page", comparison: "above", periods: 5, missing: "missing" } as const;
  alarm(
    `${name}-memory`,
    args.alarms,
    {
      ...shared,
      description: `cache ${name} has been using more than 85 % of its memory for 5 minutes: choose a larger nodeType or let keys expire`,
      metric: { metricQueries: worst("DatabaseMemoryUsagePercentage") },
      threshold: 85,
    },
    child,
  );
  alarm(
    `${name}-engine-cpu`,
    args.alarms,
    {
      ...shared,
      description: `cache ${name} has been using more than 90 % of its engine's CPU for 5 minutes: look for slow commands`,
      metric: { metricQueries: worst("EngineCPUUtilization") },
      threshold: 90,
    },
    child,
  );
}
