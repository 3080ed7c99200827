import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as elasticache from "aws-cdk-lib/aws-elasticache";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Access } from "./access";
import { type AlarmTopics, minutely, silentAlarm } from "./alarms";
import { generatedLogin } from "./generated-login";

interface CacheProps<Client> {
  readonly vpc: ec2.IVpc;
  readonly topics: AlarmTopics;
  readonly clients: readonly Client[];
}

/** A cache, its clients' ways to it, and the alarm that pages for it. */
export interface Cache<Client extends string> {
  readonly nodeId: string;
  readonly clients: Record<Client, Access>;
  readonly broken: cloudwatch.CompositeAlarm;
}

/** A Valkey replication group behind TLS with one user a client. CDK has no construct above CloudFormation's for it. */
export function cache<Client extends string>(
  scope: Construct,
  id: string,
  { vpc, topics, clients }: CacheProps<Client>,
): Cache<Client> {
  const here = new Construct(scope, id);
  const firewall = new ec2.SecurityGroup(here, "Firewall", { vpc, allowAllOutbound: false });
  const subnets = new elasticache.CfnSubnetGroup(here, "Subnets", {
    description: "Data subnets",
    subnetIds: vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds,
  });
  const parameters = new elasticache.CfnParameterGroup(here, "Parameters", {
    cacheParameterGroupFamily: "valkey8",
    description: "Parameters of the cache of harbour-staging",
    properties: { "maxmemory-policy": "noeviction" },
  });
  const logins = clients.map((client) => [client, generatedLogin(here, `Login-${client}`, client)] as const);
  const users = userGroup(here, logins);
  const nodes = new elasticache.CfnReplicationGroup(here, "Nodes", {
    replicationGroupDescription: "Cache of harbour-staging",
    engine: "valkey",
    engineVersion: "8.1",
    cacheNodeType: "cache.t4g.micro",
    numCacheClusters: 1,
    automaticFailoverEnabled: false,
    multiAzEnabled: false,
    autoMinorVersionUpgrade: true,
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
    transitEncryptionMode: "required",
    preferredMaintenanceWindow: "sun:05:00-sun:06:00",
    snapshotRetentionLimit: 0,
    snapshotWindow: "01:00-02:00",
    port: 6379,
    cacheParameterGroupName: parameters.ref,
    cacheSubnetGroupName: subnets.ref,
    securityGroupIds: [firewall.securityGroupId],
    userGroupIds: [users.ref],
  });
  const accesses = logins.map(([client, login]) => [client, access(nodes, firewall, login)]);
  const nodeId = `${nodes.ref}-001`;
  return {
    nodeId,
    clients: Object.fromEntries(accesses) as Record<Client, Access>,
    broken: topics.broken(here, symptoms(here, nodeId)),
  };
}

function access(nodes: elasticache.CfnReplicationGroup, firewall: ec2.SecurityGroup, login: Secret): Access {
  return {
    server: firewall,
    port: ec2.Port.tcp(6379),
    environment: { CACHE_HOST: nodes.attrPrimaryEndPointAddress },
    secrets: {
      CACHE_USER: ecs.Secret.fromSecretsManager(login, "username"),
      CACHE_PASSWORD: ecs.Secret.fromSecretsManager(login, "password"),
    },
  };
}

/** The clients' users, and a default user that can do nothing. */
function userGroup(scope: Construct, logins: readonly (readonly [string, Secret])[]): elasticache.CfnUserGroup {
  const nobody = new elasticache.CfnUser(scope, "User-default", {
    engine: "valkey",
    userId: "harbour-staging-cache-default",
    userName: "default",
    accessString: "off ~* resetchannels -@all",
    authenticationMode: { Type: "no-password-required" },
  });
  const users = logins.map(
    ([client, login]) =>
      new elasticache.CfnUser(scope, `User-${client}`, {
        engine: "valkey",
        userId: `harbour-staging-cache-${client}`,
        userName: client,
        accessString: "on ~* &* +@all -@admin -@dangerous +info",
        authenticationMode: { Type: "password", Passwords: [login.secretValueFromJson("password").unsafeUnwrap()] },
      }),
  );
  return new elasticache.CfnUserGroup(scope, "Users", {
    engine: "valkey",
    userGroupId: "harbour-staging-cache",
    userIds: [nobody, ...users].map(({ ref }) => ref),
  });
}

function symptoms(scope: Construct, nodeId: string): cloudwatch.Alarm[] {
  const dimensionsMap = { CacheClusterId: nodeId };
  const busiest = (metricName: string) =>
    new cloudwatch.MathExpression({
      expression: "MAX(METRICS())",
      usingMetrics: { node1: new cloudwatch.Metric({ namespace: "AWS/ElastiCache", metricName, dimensionsMap }) },
      label: `${metricName} of the busiest node`,
      period: minutely,
    });
  const missing = cloudwatch.TreatMissingData.BREACHING;
  return [
    silentAlarm(scope, "Memory", busiest("DatabaseMemoryUsagePercentage"), { above: 85, periods: 5 }),
    silentAlarm(scope, "EngineCpu", busiest("EngineCPUUtilization"), { above: 90, periods: 5 }),
    silentAlarm(scope, "Down", busiest("CurrConnections"), { below: 0, periods: 3, missing }),
  ];
}
