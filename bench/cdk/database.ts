import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { type CompositeAlarm, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import * as rds from "aws-cdk-lib/aws-rds";
import type { Construct } from "constructs";
import { type AlarmTopics, minutely, silentAlarm } from "./alarms";

const logs = ["postgresql", "upgrade"];
const GiB = 1024 ** 3;

interface DatabaseProps {
  readonly vpc: ec2.IVpc;
  readonly topics: AlarmTopics;
}

/** An instance, and the alarm that pages for it. */
export interface Database {
  readonly instance: rds.DatabaseInstance;
  readonly broken: CompositeAlarm;
  readonly logs: LogGroup[];
}

/** A PostgreSQL instance in the data subnets, with TLS required and a master password that RDS keeps. */
export function database(scope: Construct, id: string, { vpc, topics }: DatabaseProps): Database {
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
  const groups = logs.map((log) => {
    const logGroupName = `/aws/rds/instance/${instanceIdentifier}/${log}`;
    const retention = RetentionDays.ONE_WEEK;
    return new LogGroup(scope, `${id}-${log}`, { logGroupName, retention });
  });
  instance.node.addDependency(...groups);
  return { instance, broken: alarms(instance, topics), logs: groups.slice(0, 1) };
}

function alarms(instance: rds.DatabaseInstance, topics: AlarmTopics): CompositeAlarm {
  const least = instance.metricDatabaseConnections({ statistic: Stats.MINIMUM, period: minutely });
  const missing = TreatMissingData.BREACHING;
  const down = silentAlarm(instance, "Down", least, { below: 0, periods: 3, missing });
  const busy = instance.metricCPUUtilization({ period: minutely });
  const cpu = silentAlarm(instance, "Cpu", busy, { above: 90, periods: 5 });
  const most = instance.metricDatabaseConnections({ statistic: Stats.MAXIMUM, period: minutely });
  topics.alarm(instance, "Connections", topics.notify, most, { above: 64, periods: 5 });
  const free = instance.metricFreeStorageSpace({ statistic: Stats.MINIMUM });
  topics.alarm(instance, "Storage", topics.notify, free, { below: GiB, periods: 3 });
  return topics.broken(instance, [down, cpu]);
}
