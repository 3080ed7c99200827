import { RemovalPolicy } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as elasticache from "aws-cdk-lib/aws-elasticache";
import * as rds from "aws-cdk-lib/aws-rds";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { AlarmTopics } from "./alarms";

interface StoreProps {
  readonly vpc: ec2.IVpc;
  readonly topics: AlarmTopics;
}

/** A PostgreSQL instance in the data subnets, with a secret of its own and TLS required. */
export function database(scope: Construct, id: string, { vpc, topics }: StoreProps): rds.DatabaseInstance {
  const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 });
  const instance = new rds.DatabaseInstance(scope, id, {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    engine,
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MICRO),
    credentials: rds.Credentials.fromGeneratedSecret("postgres"),
    databaseName: "main",
    allocatedStorage: 20,
    maxAllocatedStorage: 50,
    storageEncrypted: true,
    parameters: { "rds.force_ssl": "1", log_min_duration_statement: "500" },
    cloudwatchLogsExports: ["postgresql", "upgrade"],
    // CDK's own retention is a Lambda function that sets it; the log groups are left as RDS makes them.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  topics.alarm(instance, "Cpu", instance.metricCPUUtilization(), 90);
  // CDK's alarms are "at or above" by default, so the free storage is asked for from the other side.
  const used = new cloudwatch.MathExpression({
    expression: "20 - free / 1073741824",
    usingMetrics: { free: instance.metricFreeStorageSpace() },
  });
  topics.alarm(instance, "Storage", used, 18);
  return instance;
}

/** What a client of the cache needs: where it is, and its secret. */
export interface Cache {
  readonly firewall: ec2.SecurityGroup;
  readonly secrets: Readonly<Record<string, Secret>>;
}

/** A Valkey replication group behind TLS with one user a client. CDK has no construct above CloudFormation's for it. */
export function cache(scope: Construct, id: string, props: StoreProps & { clients: readonly string[] }): Cache {
  const here = new Construct(scope, id);
  const firewall = new ec2.SecurityGroup(here, "Firewall", { vpc: props.vpc });
  const subnets = new elasticache.CfnSubnetGroup(here, "Subnets", {
    description: "Data subnets",
    subnetIds: props.vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED }).subnetIds,
  });
  const secrets = Object.fromEntries(props.clients.map((client) => [client, cacheSecret(here, client)]));
  const users = Object.entries(secrets).map(
    ([client, secret]) =>
      new elasticache.CfnUser(here, `User-${client}`, {
        engine: "valkey",
        userId: `harbour-staging-${client}`,
        userName: client,
        accessString: "on ~* &* +@all -@admin -@dangerous +info",
        authenticationMode: { Type: "password", Passwords: [secret.secretValueFromJson("password").unsafeUnwrap()] },
      }),
  );
  const group = new elasticache.CfnUserGroup(here, "Users", {
    engine: "valkey",
    userGroupId: "harbour-staging-cache",
    userIds: users.map(({ ref }) => ref),
  });
  const nodes = new elasticache.CfnReplicationGroup(here, "Nodes", {
    replicationGroupDescription: "Cache of harbour-staging",
    engine: "valkey",
    engineVersion: "8.1",
    cacheNodeType: "cache.t4g.micro",
    numCacheClusters: 1,
    automaticFailoverEnabled: false,
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
    cacheSubnetGroupName: subnets.ref,
    securityGroupIds: [firewall.securityGroupId],
    userGroupIds: [group.ref],
  });
  for (const [metricName, threshold] of [
    ["DatabaseMemoryUsagePercentage", 85],
    ["EngineCPUUtilization", 90],
  ] as const) {
    const dimensionsMap = { CacheClusterId: `${nodes.ref}-001` };
    props.topics.alarm(
      here,
      metricName,
      new cloudwatch.Metric({ namespace: "AWS/ElastiCache", metricName, dimensionsMap }),
      threshold,
    );
  }
  return { firewall, secrets };
}

function cacheSecret(scope: Construct, client: string): Secret {
  return new Secret(scope, `Secret-${client}`, {
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: client }),
      generateStringKey: "password",
      passwordLength: 48,
      excludePunctuation: true,
    },
  });
}
