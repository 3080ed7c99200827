import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as elasticache from "aws-cdk-lib/aws-elasticache";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Access } from "./access";
import { type AlarmTopics, minutely } from "./alarms";
import { generatedLogin } from "./generated-login";

interface CacheProps<Client> {
  readonly vpc: ec2.IVpc;
  readonly topics: AlarmTopics;
  readonly clients: readonly Client[];
}

/** A Valkey replication group behind TLS with one user a client. CDK has no construct above CloudFormation's for it. */
export function cache<Client extends string>(
  scope: Construct,
  id: string,
  { vpc, topics, clients }: CacheProps<Client>,
): Record<Client, Access> {
  const here = new Construct(scope, id);
  const firewall = new ec2.SecurityGroup(here, "Firewall", { vpc, allowAllOutbound: false });
  const subnets = new elasticache.CfnSubnetGroup(here, "Subnets", {
    description: "Data subnets",
    subnetIds: vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds,
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
    cacheSubnetGroupName: subnets.ref,
    securityGroupIds: [firewall.securityGroupId],
    userGroupIds: [users.ref],
  });
  alarms(here, nodes, topics);
  const accesses = logins.map(([client, login]) => [client, access(nodes, firewall, login)]);
  return Object.fromEntries(accesses) as Record<Client, Access>;
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

function alarms(scope: Construct, nodes: elasticache.CfnReplicationGroup, topics: AlarmTopics): void {
  const dimensionsMap = { CacheClusterId: `${nodes.ref}-001` };
  for (const [metricName, above] of [
    ["DatabaseMemoryUsagePercentage", 85],
    ["EngineCPUUtilization", 90],
  ] as const) {
    const node = new cloudwatch.Metric({ namespace: "AWS/ElastiCache", metricName, dimensionsMap });
    const worst = new cloudwatch.MathExpression({
      expression: "MAX(METRICS())",
      usingMetrics: { node1: node },
      label: `${metricName} of the busiest node`,
      period: minutely,
    });
    topics.alarm(scope, metricName, topics.page, worst, { above, periods: 5 });
  }
}
