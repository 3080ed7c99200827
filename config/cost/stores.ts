import { assumptions, HOURS_A_MONTH } from "../../lib/cost/assumptions.ts";
import { always, times } from "../../lib/cost/range.ts";
import { counted } from "../../lib/counted.ts";
import type { Stack } from "../stack.ts";
import type { Cache, Database } from "../stack-stores.ts";
import { awakeShare } from "./awake.ts";
import { cachePrice, databasePrice } from "./instance-price.ts";
import type { CostItem } from "./item.ts";

/** What keeps data costs: databases, caches, buckets, queues. */
export function storesCost(stack: Stack): CostItem[] {
  const awake = awakeShare(stack.sleep);
  const buckets = Object.keys(stack.buckets);
  const queues = Object.keys(stack.queues);
  return [
    ...Object.entries(stack.databases)
      .filter(([, { existing }]) => existing === undefined)
      .flatMap(([name, database]) => databaseCost(name, database, stack, awake)),
    ...Object.entries(stack.caches).map(([name, cache]) => cacheCost(name, cache)),
    ...buckets.map(
      (name): CostItem => ({
        component: name,
        what: "bucket",
        amounts: [["s3.gib", assumptions.bucketGib]],
        guesses: [assumptions.bucketGib],
      }),
    ),
    ...queues.map(
      (name): CostItem => ({
        component: name,
        what: "queue",
        amounts: [["sqs.millionRequests", assumptions.millionRequests]],
        guesses: [assumptions.millionRequests],
      }),
    ),
  ];
}

function databaseCost(name: string, database: Database, stack: Stack, awake: number): CostItem[] {
  const { instanceClass, multiAz, replicas, storageGiB, maxStorageGiB } = database;
  const { key, factor, like } = databasePrice(instanceClass);
  const copies = (multiAz ? 2 : 1) + replicas;
  // A replica keeps RDS from stopping its source.
  const share = replicas > 0 ? 1 : awake;
  const hours = { low: share * HOURS_A_MONTH, expected: share * HOURS_A_MONTH, high: HOURS_A_MONTH };
  const storage = { low: storageGiB, expected: storageGiB, high: maxStorageGiB };
  const standby = multiAz ? ", standby" : "";
  const priced = like === undefined ? "" : `, priced like ${like}`;
  return [
    {
      component: name,
      what: `${instanceClass}${standby}${replicas ? `, ${counted(replicas, "replica")}` : ""}, ${storageGiB} to ${maxStorageGiB} GiB${priced}`,
      amounts: [
        [key, times(hours, factor * copies)],
        ["rds.gp3Gib", times(storage, copies)],
        // As much as the storage is free: https://aws.amazon.com/rds/postgresql/pricing/
        ["rds.backupGib", { low: 0, expected: 0, high: maxStorageGiB }],
      ],
    },
    ...restoreTestCost(name, database, stack),
  ];
}

/** The vault keeps its own snapshots, and what is restored runs for an hour or two. */
function restoreTestCost(name: string, { storageGiB }: Database, { restoreTest }: Stack): CostItem[] {
  if (restoreTest === undefined) {
    return [];
  }
  const runs = 30 / restoreTest.everyDays;
  return [
    {
      component: name,
      what: restoreTest.everyDays === 1 ? "restore test every day" : `restore test every ${restoreTest.everyDays} days`,
      amounts: [
        ["backup.gib", { low: storageGiB, expected: storageGiB * 1.5, high: storageGiB * 3 }],
        ["backup.restoreTest", runs],
        ["rds.t4g.micro", times({ low: 1, expected: 2, high: 4 }, runs * 2)],
      ],
    },
  ];
}

function cacheCost(name: string, { nodeType, engine, replicas, snapshotDays }: Cache): CostItem {
  const { key, factor, like } = cachePrice(nodeType, engine);
  const nodes = 1 + replicas;
  const priced = like === undefined ? "" : `, priced like ${like}`;
  return {
    component: name,
    what: `${nodes} × ${nodeType}, ${engine}${priced}`,
    amounts: [
      [key, always(nodes * factor * HOURS_A_MONTH)],
      // One snapshot of a cluster is free: https://aws.amazon.com/elasticache/pricing/
      ["cache.snapshotGib", { low: 0, expected: 0, high: Math.max(0, snapshotDays - 1) }],
    ],
  };
}
