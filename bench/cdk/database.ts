import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import * as rds from "aws-cdk-lib/aws-rds";
import type { Construct } from "constructs";
import { type AlarmTopics, minutely } from "./alarms";

const logs = ["postgresql", "upgrade"];
const GiB = 1024 ** 3;

interface DatabaseProps {
  readonly vpc: ec2.IVpc;
  readonly topics: AlarmTopics;
}

/** A PostgreSQL instance in the data subnets, with TLS required and a master password that RDS keeps. */
export function database(scope: Construct, id: string, { vpc, topics }: DatabaseProps): rds.DatabaseInstance {
  const instanceIdentifier = `harbour-staging-${id.toLowerCase()}`;
  const instance = new rds.DatabaseInstance(scope, id, {
    instanceIdentifier,
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    securityGroups: [new ec2.SecurityGroup(scope, `${id}Firewall`, { vpc, allowAllOutbound: false })],
    engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 }),
    engineLifecycleSupport: rds.EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED,
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MICRO),
    credentials: rds.Credentials.fromUsername("postgres"),
    manageMasterUserPassword: true,
    databaseName: "main",
    storageType: rds.StorageType.GP3,
    allocatedStorage: 20,
    maxAllocatedStorage: 50,
    storageEncrypted: true,
    backupRetention: Duration.days(1),
    preferredBackupWindow: "02:00-03:00",
    preferredMaintenanceWindow: "sun:04:00-sun:05:00",
    caCertificate: rds.CaCertificate.RDS_CA_RSA2048_G1,
    parameters: { "rds.force_ssl": "1", log_min_duration_statement: "500" },
    cloudwatchLogsExports: logs,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  // CDK's own retention is a Lambda function that sets it; these are the log groups as resources, there before RDS.
  for (const log of logs) {
    const logGroupName = `/aws/rds/instance/${instanceIdentifier}/${log}`;
    const retention = RetentionDays.ONE_WEEK;
    instance.node.addDependency(new LogGroup(scope, `${id}-${log}`, { logGroupName, retention }));
  }
  alarms(instance, topics);
  return instance;
}

function alarms(instance: rds.DatabaseInstance, topics: AlarmTopics): void {
  const cpu = instance.metricCPUUtilization({ period: minutely });
  topics.alarm(instance, "Cpu", topics.page, cpu, { above: 90, periods: 5 });
  const connections = instance.metricDatabaseConnections({ statistic: Stats.MINIMUM, period: minutely });
  const missing = TreatMissingData.BREACHING;
  topics.alarm(instance, "Down", topics.page, connections, { below: 0, periods: 3, missing });
  const free = instance.metricFreeStorageSpace({ statistic: Stats.MINIMUM });
  topics.alarm(instance, "Storage", topics.page, free, { below: GiB, periods: 3 });
}
