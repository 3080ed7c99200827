import { prices } from "./prices.gen.ts";

/** What AWS bills of an environment, and in what. */
export const priceUnits = {
  "alb.hour": "load balancer and hour",
  "alb.lcu": "LCU-hour",
  "backup.gib": "GiB and month",
  "backup.restoreTest": "restore test",
  "cache.m7g.large": "node and hour, Valkey",
  "cache.r7g.large": "node and hour, Valkey",
  "cache.snapshotGib": "GiB and month",
  "cache.t4g.micro": "node and hour, Valkey",
  "cloudwatch.alarm": "metric alarm and month",
  "cloudwatch.compositeAlarm": "composite alarm and month",
  "cloudwatch.dashboard": "dashboard and month",
  "cloudwatch.insightsMetric": "metric of Container Insights and month",
  "cloudwatch.metric": "custom metric and month",
  "efs.gib": "GiB and month",
  "endpoint.hour": "interface endpoint, zone and hour",
  "fargate.arm64.gib": "GiB and hour",
  "fargate.arm64.vcpu": "vCPU and hour",
  "fargate.ephemeralGib": "GiB over 20 and hour",
  "fargate.x86_64.gib": "GiB and hour",
  "fargate.x86_64.vcpu": "vCPU and hour",
  "internet.gib": "GiB to the internet",
  "ipv4.hour": "public IPv4 address and hour",
  "lambda.gibSecond": "GiB and second, arm64",
  "logs.gib": "GiB taken in",
  "logs.storedGib": "GiB and month",
  "nat.gib": "GiB",
  "nat.hour": "gateway and hour",
  "rds.backupGib": "GiB over the size of the storage, and month",
  "rds.gp3Gib": "GiB and month",
  "rds.m7g.large": "instance and hour, Single-AZ",
  "rds.r7g.large": "instance and hour, Single-AZ",
  "rds.t4g.micro": "instance and hour, Single-AZ",
  "route53.healthCheck": "health check of HTTPS and month",
  "s3.gib": "GiB and month",
  "secretsmanager.secret": "secret and month",
  "sqs.millionRequests": "million requests",
  "waf.acl": "web ACL and month",
  "waf.millionRequests": "million requests",
  "waf.rule": "rule and month",
} as const;

export type PriceKey = keyof typeof priceUnits;

/** One price: read on a page on a day, or not read anywhere. */
export type PriceRow = {
  readonly key: PriceKey;
  readonly region: string;
  readonly usd: number;
} & ({ readonly page: string; readonly read: string } | { readonly unverified: true });

/** What one unit costs where the stack is. */
export interface Price {
  readonly usd: number;
  /** Nobody has read it on a page. */
  readonly unverified: boolean;
}

// The dearest region of the table, so that an estimate for an unlisted one errs on the safe side.
const OTHERWISE = "eu-central-1";

/** Whether the table has this region's own prices. */
export function hasPricesOf(region: string, rows: readonly PriceRow[] = prices): boolean {
  return rows.some((row) => row.region === region);
}

/** The price of one unit in a region; in a region that is not in the table that of eu-central-1, unverified. */
export function priceOf(key: PriceKey, region: string, rows: readonly PriceRow[] = prices): Price {
  const rowIn = (place: string) => rows.find((row) => row.key === key && row.region === place);
  const own = rowIn(region);
  const row = own ?? rowIn(OTHERWISE);
  if (row === undefined) {
    throw new Error(`lib/cost/prices.gen.ts has no price of ${key}: add it for ${region} and ${OTHERWISE}`);
  }
  return { usd: row.usd, unverified: own === undefined || "unverified" in row };
}
