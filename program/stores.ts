import type { Cloud } from "../cloud/cloud.ts";
import { Bucket } from "../components/bucket.ts";
import { Cache } from "../components/cache.ts";
import { Database } from "../components/database.ts";
import { DatabaseRoles } from "../components/database-roles.ts";
import { FileSystem } from "../components/file-system.ts";
import { Queue } from "../components/queue.ts";
import { QueueDepth } from "../components/queue-depth.ts";
import * as relations from "../config/relations.ts";
import type { Stack } from "../config/stack.ts";
import { mapValues } from "../lib/records.ts";
import type { Foundation } from "./foundation.ts";

/** What holds the data of a stack. */
export type Stores = ReturnType<typeof stores>;

/** Declares databases with their roles, caches, queues, buckets and file systems, all by their keys. */
export function stores(stack: Stack, ground: Foundation, cloud: Cloud) {
  const { prefix, protect, secretRecoveryDays } = stack;
  const { here, network, cluster, alarms, place } = ground;
  const run = { prefix, cluster, network, cloud };
  const files = mapValues(relations.volumesOf(stack), (volumes, task) =>
    mapValues(volumes, (args, volume) => {
      const { vpcId, privateSubnets: subnets } = network;
      return new FileSystem(`${task}-${volume}`, { prefix, vpcId, subnets, protect, ...args }, here);
    }),
  );
  const databases = mapValues(stack.databases, (args, name) => {
    const own = { prefix, network, alarms, secretRecoveryDays, allowReplace: stack.allowReplace };
    const database = new Database(name, { ...own, ...args }, here);
    const clients = relations.databaseClients(stack, name);
    const migrator = relations.migratorUse(stack, name);
    const { extensions } = args;
    const restoreTest = stack.restoreTest?.queries[name] !== undefined;
    const login = { database, place, run, clients, migrator, extensions, secretRecoveryDays, restoreTest };
    return { database, roles: new DatabaseRoles(`${name}-roles`, login, here) };
  });
  const caches = mapValues(stack.caches, (args, name) => {
    const clients = relations.cacheClients(stack, name);
    const signals = relations.queueSignals(stack, name);
    const queues = Object.values(signals);
    const cache = new Cache(name, { prefix, network, alarms, clients, queues, secretRecoveryDays, ...args }, here);
    if (cache.publisher) {
      const watched = { cacheName: name, cache, login: cache.publisher, queues: signals };
      new QueueDepth(`${name}-queue-depth`, { place, network, alarms, ...watched }, here);
    }
    return cache;
  });
  const queues = mapValues(stack.queues, (args, name) => new Queue(name, { prefix, alarms, protect, ...args }, here));
  const { accountId } = stack.account;
  const buckets = mapValues(stack.buckets, (args, name) => new Bucket(name, { prefix, accountId, ...args }, here));
  return { run, files, databases, caches, queues, buckets };
}
