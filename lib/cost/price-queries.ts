import type { PriceKey } from "./price.ts";

/** How one price is found in AWS's price list. */
export interface PriceQuery {
  /** AWS's code of the service. */
  readonly service: string;
  /** Attributes that the product has, beside the region. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Its usage type without the code of the region, for example `NatGateway-Hours`. */
  readonly usage?: string;
}

const rds = (instanceType: string): PriceQuery => ({
  service: "AmazonRDS",
  attributes: { instanceType, databaseEngine: "PostgreSQL", deploymentOption: "Single-AZ" },
  usage: `InstanceUsage:${instanceType}`,
});
const cache = (instanceType: string): PriceQuery => ({
  service: "AmazonElastiCache",
  attributes: { instanceType, cacheEngine: "Valkey" },
});
const byUsage = (service: string, usage: string): PriceQuery => ({ service, attributes: {}, usage });

/**
 * How the price list names what we count, for
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html. A name that AWS changes
 * finds nothing, and the price stays as it is in the table, unverified if it was. What is not in here is not read.
 */
export const priceQueries: ReadonlyMap<PriceKey, PriceQuery> = new Map<PriceKey, PriceQuery>([
  [
    "alb.hour",
    { service: "AWSELB", attributes: { productFamily: "Load Balancer-Application" }, usage: "LoadBalancerUsage" },
  ],
  ["alb.lcu", { service: "AWSELB", attributes: { productFamily: "Load Balancer-Application" }, usage: "LCUUsage" }],
  ["cache.m7g.large", cache("cache.m7g.large")],
  ["cache.r7g.large", cache("cache.r7g.large")],
  ["cache.t4g.micro", cache("cache.t4g.micro")],
  ["cloudwatch.alarm", byUsage("AmazonCloudWatch", "CW:AlarmMonitorUsage")],
  ["cloudwatch.compositeAlarm", byUsage("AmazonCloudWatch", "CW:CompositeAlarmMonitorUsage")],
  ["cloudwatch.metric", byUsage("AmazonCloudWatch", "CW:MetricMonitorUsage")],
  ["efs.gib", { service: "AmazonEFS", attributes: { storageClass: "General Purpose" }, usage: "TimedStorage-ByteHrs" }],
  ["endpoint.hour", byUsage("AmazonVPC", "VpcEndpoint-Hours")],
  ["fargate.arm64.gib", byUsage("AmazonECS", "Fargate-ARM-GB-Hours")],
  ["fargate.arm64.vcpu", byUsage("AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU")],
  ["fargate.ephemeralGib", byUsage("AmazonECS", "Fargate-EphemeralStorage-GB-Hours")],
  ["fargate.x86_64.gib", byUsage("AmazonECS", "Fargate-GB-Hours")],
  ["fargate.x86_64.vcpu", byUsage("AmazonECS", "Fargate-vCPU-Hours:perCPU")],
  ["ipv4.hour", byUsage("AmazonVPC", "PublicIPv4:InUseAddress")],
  ["logs.gib", byUsage("AmazonCloudWatch", "DataProcessing-Bytes")],
  ["logs.storedGib", byUsage("AmazonCloudWatch", "TimedStorage-ByteHrs")],
  ["nat.gib", byUsage("AmazonEC2", "NatGateway-Bytes")],
  ["nat.hour", byUsage("AmazonEC2", "NatGateway-Hours")],
  ["rds.backupGib", byUsage("AmazonRDS", "RDS:ChargedBackupUsage")],
  [
    "rds.gp3Gib",
    {
      service: "AmazonRDS",
      attributes: { databaseEngine: "PostgreSQL", deploymentOption: "Single-AZ" },
      usage: "RDS:GP3-Storage",
    },
  ],
  ["rds.m7g.large", rds("db.m7g.large")],
  ["rds.r7g.large", rds("db.r7g.large")],
  ["rds.t4g.micro", rds("db.t4g.micro")],
  ["s3.gib", { service: "AmazonS3", attributes: { storageClass: "General Purpose" }, usage: "TimedStorage-ByteHrs" }],
  ["secretsmanager.secret", byUsage("AWSSecretsManager", "AWSSecretsManager-Secrets")],
]);
