import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { ReplicationGroup } from "@pulumi/aws/elasticache/replicationGroup.js";
import { SubnetGroup } from "@pulumi/aws/elasticache/subnetGroup.js";
import { UserGroup } from "@pulumi/aws/elasticache/userGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../lib/names.ts";
import { mapValues } from "../lib/records.ts";
import { type RedisQueue, readerRights } from "../lib/redis-queue.ts";
import { type CacheDialect, cacheUrl, dialectEnvironment } from "../lib/store-url.ts";
import type { Alarms } from "./alarm.ts";
import { generated, type StoredSecret, secretReference, storedSecret } from "./app-secrets.ts";
import { cacheAlarms, nodeId } from "./cache-alarms.ts";
import { cacheParameters } from "./cache-parameters.ts";
import { cacheUser, offUser, publisherName, rights } from "./cache-users.ts";
import type { Network } from "./network.ts";
import type { StoreLogin } from "./task-args.ts";

/** One task that connects to a cache. */
interface CacheClient {
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
  /** A queue never evicts; a cache evicts what was not asked for longest. */
  readonly use: "cache" | "queue";
  readonly engine: "valkey" | "redis";
  /** Major and minor version, for example `8.1` (Valkey) or `7.1` (Redis). */
  readonly version: string;
  /** ElastiCache node type, for example `cache.t4g.micro`. */
  readonly nodeType: string;
  /** Nodes beside the primary, each in another zone; with one or more, failover is automatic. */
  readonly replicas: number;
  readonly snapshotDays: number;
  readonly protect: boolean;
  /** Services and jobs by their name: each gets one user, one secret and one URL. */
  readonly clients: Readonly<Record<string, CacheClient>>;
  /** Queues in it whose depth is published; with any, it has a user that may look at them. @default none */
  readonly queues?: readonly RedisQueue[];
  /** Days in which a deleted secret can be had back: 0, or 7 to 30. */
  readonly secretRecoveryDays: number;
}

/**
 * A Valkey or Redis replication group behind TLS, with one user a client and no user without a password.
 *
 * @stateful
 */
export class Cache extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly port = 6379;
  /** Security group of the nodes; it lets in nobody by itself. */
  readonly firewallId: pulumi.Output<string>;
  /** Logins by the client's name. */
  readonly logins: Readonly<Record<string, StoreLogin>>;
  /** Login of the user that looks at the queues, if there are any. */
  readonly publisher?: StoredSecret;
  /** What a client must wait for before it can connect. */
  readonly ready: pulumi.Resource[];
  /** Values of the CloudWatch dimension `CacheClusterId`. */
  readonly nodeIds: readonly pulumi.Output<string>[];
  /** Name of the alarm that pages for it. */
  readonly brokenAlarmNames: pulumi.Output<string>[];

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
    const passwords = mapValues(args.clients, (client, key) => ({ client, value: generated(`${name}-${key}`, child) }));
    const queues = args.queues ?? [];
    const publisher = queues.length > 0 ? generated(`${name}-${publisherName}`, child) : undefined;
    const users = [
      offUser(name, args, child),
      ...Object.entries(passwords)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { client, value }]) => cacheUser(name, key, rights[client.access], value, args, child)),
      ...(publisher ? [cacheUser(name, publisherName, readerRights(queues), publisher, args, child)] : []),
    ];
    const group = new UserGroup(
      `${name}-users`,
      {
        // The way back from Valkey replaces the group, and its users with it; all are used until the new ones are.
        userGroupId: physicalName("cacheUserGroup", args.prefix, name, [args.engine]),
        engine: args.engine,
        // A set to AWS; here in the order of their names, so that the order of the configuration is no change.
        userIds: users.map(({ userId }) => userId),
      },
      child,
    );
    const nodes = replicationGroup(name, args, firewall, group, child);
    this.brokenAlarmNames = cacheAlarms(name, args, nodes, child);

    this.nodeIds = Array.from({ length: args.replicas + 1 }, (_, node) => nodeId(nodes, node));
    this.host = nodes.primaryEndpointAddress;
    const store = { host: this.host, port: this.port, firewallId: firewall.id };
    this.logins = mapValues(passwords, ({ client, value }, key) =>
      login(`${name}-${key}`, key, client, value, store, args, child),
    );
    this.firewallId = firewall.id;
    if (publisher) {
      this.publisher = publisherLogin(name, publisher, args, child);
    }
    this.ready = [nodes];
    this.registerOutputs({ host: this.host });
  }
}

type Child = { parent: Cache };

function publisherLogin(
  name: string,
  password: pulumi.Output<string>,
  { prefix, secretRecoveryDays }: CacheArgs,
  child: Child,
): StoredSecret {
  const value = password.apply((known) => JSON.stringify({ username: publisherName, password: known }));
  const logicalName = `${name}-${publisherName}`;
  return storedSecret(logicalName, { prefix, logicalName, value, recoveryDays: secretRecoveryDays }, child);
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
      parameterGroupName: cacheParameters(name, args, child).name,
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
  user: string,
  { urlDialect, env }: CacheClient,
  password: pulumi.Output<string>,
  { host, port, firewallId }: { host: pulumi.Output<string>; port: number; firewallId: pulumi.Output<string> },
  { prefix, secretRecoveryDays }: CacheArgs,
  child: Child,
): StoreLogin {
  const value = pulumi.all([host, password]).apply(([knownHost, known]) => {
    const { url } = cacheUrl({ host: knownHost, port, user, password: known, dialect: urlDialect });
    return JSON.stringify({ url, username: user, password: known });
  });
  const stored = { prefix, logicalName: name, value, recoveryDays: secretRecoveryDays };
  return {
    firewallId,
    port,
    secrets: { [env]: secretReference(storedSecret(name, stored, child), "url") },
    environment: dialectEnvironment(urlDialect),
  };
}
