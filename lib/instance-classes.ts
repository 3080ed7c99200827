/** What one database instance or cache node has. */
export interface Capacity {
  readonly vcpus: number;
  readonly memoryGiB: number;
  /** It works below its baseline on credits, and above it as long as they last. */
  readonly burstable: boolean;
}

const GIB = 1024 ** 3;

// vCPUs by size, and GiB of memory for each vCPU by the first letter of the family, from
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
const VCPUS: Readonly<Record<string, number>> = {
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
  "24xlarge": 96,
};
const GIB_A_VCPU: Readonly<Record<string, number>> = { m: 4, r: 8 };
const BURSTABLE: Readonly<Record<string, { readonly vcpus: number; readonly memoryGiB: number }>> = {
  micro: { vcpus: 2, memoryGiB: 1 },
  small: { vcpus: 2, memoryGiB: 2 },
  medium: { vcpus: 2, memoryGiB: 4 },
  large: { vcpus: 2, memoryGiB: 8 },
  xlarge: { vcpus: 4, memoryGiB: 16 },
  "2xlarge": { vcpus: 8, memoryGiB: 32 },
};

/** What a class of RDS has, for example `db.t4g.micro`; `undefined` when its family or size is not known here. */
export function databaseClass(instanceClass: string): Capacity | undefined {
  const [, letter = "", size = ""] = /^db\.([tmr])\d[a-z]*\.(\w+)$/.exec(instanceClass) ?? [];
  if (letter === "t") {
    const burstable = BURSTABLE[size];
    return burstable && { ...burstable, burstable: true };
  }
  const vcpus = VCPUS[size];
  const gibAVcpu = GIB_A_VCPU[letter];
  return vcpus === undefined || gibAVcpu === undefined
    ? undefined
    : { vcpus, memoryGiB: vcpus * gibAVcpu, burstable: false };
}

// GiB of data that a node holds before reserved-memory-percent, by family and size: `maxmemory` of
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis.NodeSpecific
const NODE_GIB: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t: { micro: 0.5, small: 1.37, medium: 3.09 },
  m: {
    large: 6.38,
    xlarge: 12.93,
    "2xlarge": 26.04,
    "4xlarge": 52.26,
    "8xlarge": 103.68,
    "12xlarge": 157.12,
    "16xlarge": 209.55,
  },
  r: {
    large: 13.07,
    xlarge: 26.32,
    "2xlarge": 52.82,
    "4xlarge": 105.81,
    "8xlarge": 209.55,
    "12xlarge": 317.77,
    "16xlarge": 419.09,
  },
};

/** What a node type of ElastiCache has, for example `cache.t4g.micro`; `undefined` when it is not known here. */
export function cacheNode(nodeType: string): Capacity | undefined {
  const [, letter = "", size = ""] = /^cache\.([tmr])\d[a-z]*\.(\w+)$/.exec(nodeType) ?? [];
  const memoryGiB = NODE_GIB[letter]?.[size];
  const vcpus = letter === "t" ? 2 : VCPUS[size];
  return memoryGiB === undefined || vcpus === undefined ? undefined : { vcpus, memoryGiB, burstable: letter === "t" };
}

// RDS for PostgreSQL: LEAST(DBInstanceClassMemory/9531392, 5000), from
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
// DBInstanceClassMemory is the memory without what RDS and the operating system take, a size that AWS does not publish:
// what is taken off here is an allowance of ours, by which a class of 1 GiB has 80 connections and not 112.
const BYTES_A_CONNECTION = 9_531_392;
const MOST_CONNECTIONS = 5000;
const TAKEN_GIB = { always: 0.26, aGiB: 0.0225 };

/**
 * Connections that an instance of this class takes: `max_connections` of its parameters where that is a number, RDS's
 * formula otherwise; `undefined` when neither is known.
 */
export function maxConnections(
  instanceClass: string,
  parameters: Readonly<Record<string, string>> = {},
): number | undefined {
  const given = parameters.max_connections;
  if (given !== undefined) return /^\d+$/.test(given) ? Number(given) : undefined;
  const capacity = databaseClass(instanceClass);
  if (capacity === undefined) return undefined;
  const left = capacity.memoryGiB * (1 - TAKEN_GIB.aGiB) - TAKEN_GIB.always;
  return Math.min(Math.floor((left * GIB) / BYTES_A_CONNECTION), MOST_CONNECTIONS);
}
