import type { Stack } from "../../config/stack.ts";
import type { Bucket, Cache, Database, Queue } from "../../config/stack-stores.ts";
import { counted } from "../../lib/counted.ts";
import type { Draft } from "./draft.ts";

/** What holds data: databases with their replicas, caches, file systems, queues, buckets. */
export function storeBoxes({ databases, caches, services, jobs, queues, buckets }: Stack): Draft[] {
  return [
    ...Object.entries(databases).flatMap(([name, database]) => databaseBoxes(name, database)),
    ...Object.entries(caches).map(([name, cache]): Draft => {
      return { id: `cache/${name}`, kind: "cache", name, inside: "tier/data", facts: cacheFacts(cache) };
    }),
    ...Object.entries({ ...services, ...jobs }).flatMap(([task, { volumes }]) =>
      Object.keys(volumes).map((volume): Draft => {
        const facts = [`EFS, of ${task} alone`];
        return {
          id: `file-system/${task}-${volume}`,
          kind: "file-system",
          name: volume,
          inside: "tier/private",
          facts,
        };
      }),
    ),
    ...Object.entries(queues).map(([name, queue]): Draft => {
      return { id: `queue/${name}`, kind: "queue", name, inside: "account", facts: queueFacts(queue) };
    }),
    ...Object.entries(buckets).map(([name, bucket]): Draft => {
      return { id: `bucket/${name}`, kind: "bucket", name, inside: "account", facts: bucketFacts(bucket) };
    }),
  ];
}

function databaseBoxes(name: string, database: Database): Draft[] {
  const inside = "tier/data";
  const replicas = database.existing ? 0 : database.replicas;
  return [
    { id: `database/${name}`, kind: "database", name, inside, facts: databaseFacts(database) },
    ...Array.from({ length: replicas }, (_, at): Draft => {
      const facts = [database.instanceClass, `billed with ${name}`];
      return { id: `replica/${name}/${at + 1}`, kind: "replica", name: `${name}, replica ${at + 1}`, inside, facts };
    }),
  ];
}

function databaseFacts(database: Database): string[] {
  const { existing, version, instanceClass, multiAz, storageGiB, maxStorageGiB, backupDays, extensions } = database;
  if (existing) {
    return [`Postgres ${version}`, `${existing.identifier}, which was there already`];
  }
  return [
    `Postgres ${version} on ${instanceClass}`,
    multiAz ? "a standby in another zone" : "in one zone",
    `${storageGiB} to ${maxStorageGiB} GiB`,
    backupDays > 0 ? `back to any second of ${counted(backupDays, "day")}` : "no backups",
    ...(extensions.length > 0 ? [extensions.join(", ")] : []),
    database.deletable ? "can be deleted" : "protected from deletion",
  ];
}

function cacheFacts({ engine, version, nodeType, replicas, use, snapshotDays }: Cache): string[] {
  return [
    `${engine === "valkey" ? "Valkey" : "Redis"} ${version}, ${1 + replicas} × ${nodeType}`,
    use === "queue" ? "a queue: evicts nothing" : "a cache: evicts what was not asked for longest",
    snapshotDays > 0 ? `snapshots of ${counted(snapshotDays, "day")}` : "no snapshots",
  ];
}

function queueFacts({ fifo, maxReceives, visibilitySeconds }: Queue): string[] {
  return [
    fifo ? "SQS, first in, first out" : "SQS",
    `out of sight for ${counted(visibilitySeconds, "second")}`,
    `put aside after ${counted(maxReceives, "receive")}`,
  ];
}

function bucketFacts({ versioned, expireDays, noncurrentDays, deletable }: Bucket): string[] {
  return [
    versioned ? `versioned, old versions for ${counted(noncurrentDays, "day")}` : "not versioned",
    expireDays === undefined ? "kept for ever" : `objects go after ${counted(expireDays, "day")}`,
    deletable ? "can be deleted" : "protected from deletion",
  ];
}
