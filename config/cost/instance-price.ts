import type { PriceKey } from "../../lib/cost/price.ts";
import { cacheNode, databaseClass } from "../../lib/instance-classes.ts";

/** A class in terms of one that the table has: AWS's prices in a family go with the size. */
export interface InstancePrice {
  readonly key: PriceKey;
  readonly factor: number;
  /** The family whose price is taken, where it is not the class's own. */
  readonly like?: string;
}

// ElastiCache: "Valkey is 20% below Redis OSS on nodes", https://aws.amazon.com/elasticache/pricing/
const REDIS = 1 / 0.8;

/** What an instance of RDS costs, in one zone. */
export function databasePrice(instanceClass: string): InstancePrice {
  const { vcpus, memoryGiB, burstable } = databaseClass(instanceClass) ?? { vcpus: 2, memoryGiB: 8, burstable: false };
  if (burstable) {
    return { key: "rds.t4g.micro", factor: memoryGiB, ...likeOf(instanceClass, "t4g") };
  }
  return memoryGiB / vcpus > 4
    ? { key: "rds.r7g.large", factor: vcpus / 2, ...likeOf(instanceClass, "r7g") }
    : { key: "rds.m7g.large", factor: vcpus / 2, ...likeOf(instanceClass, "m7g") };
}

const burstableNodes: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4 };

/** What a node of ElastiCache costs. */
export function cachePrice(nodeType: string, engine: "valkey" | "redis"): InstancePrice {
  const byEngine = engine === "redis" ? REDIS : 1;
  const { vcpus, memoryGiB, burstable } = cacheNode(nodeType) ?? { vcpus: 2, memoryGiB: 6, burstable: false };
  if (burstable) {
    const size = burstableNodes[nodeType.split(".").at(-1) ?? ""] ?? 1;
    return { key: "cache.t4g.micro", factor: size * byEngine, ...likeOf(nodeType, "t4g") };
  }
  return memoryGiB / vcpus > 4
    ? { key: "cache.r7g.large", factor: (vcpus / 2) * byEngine, ...likeOf(nodeType, "r7g") }
    : { key: "cache.m7g.large", factor: (vcpus / 2) * byEngine, ...likeOf(nodeType, "m7g") };
}

function likeOf(type: string, family: string): { like?: string } {
  return type.split(".")[1] === family ? {} : { like: family };
}
