import type { Cloud } from "../cloud/cloud.ts";
import { Job } from "../components/job.ts";
import { Migration } from "../components/migration.ts";
import type { Found } from "../components/preflight.ts";
import { queueMetrics } from "../components/queue-metrics.ts";
import { WebService } from "../components/web-service.ts";
import { Worker } from "../components/worker.ts";
import { references, type Surroundings, taskArgs } from "../components/workload.ts";
import * as relations from "../config/relations.ts";
import type { Stack } from "../config/stack.ts";
import { deployOrder } from "../lib/deploy-order.ts";
import { found, mapValues, pick } from "../lib/records.ts";
import type { Foundation } from "./foundation.ts";
import type { Stores } from "./stores.ts";

/** What runs in a stack. */
export type Tasks = ReturnType<typeof tasks>;

/** Declares migrations, and after them services in the order in which they need each other, and jobs. */
export function tasks(stack: Stack, ground: Foundation, held: Stores, { live }: Pick<Found, "live">, cloud: Cloud) {
  const { here, network, cluster, events, alarms, edge, place } = ground;
  const { around, migrated, schemas } = schema(stack, ground, held);
  const app = { ...around, stores: { ...migrated, ...held.caches } };
  const shared = { cluster, network, alarms, events, cloud };
  const storesByName = { ...mapValues(held.databases, ({ database }) => database), ...held.caches };
  const services: Record<string, WebService | Worker> = {};
  for (const [name, before] of Object.entries(deployOrder(stack.services))) {
    const service = found(stack.services, name);
    const args = taskArgs(name, service, app);
    const used = Object.keys(service.uses);
    const own = {
      ...shared,
      after: [...args.after, ...schemas, ...before.flatMap((other) => found(services, other).ready)],
      databaseAlarms: Object.values(pick(held.databases, used)).map(({ database }) => database.downAlarmName),
      // What it calls too; of a ring of services some are not there yet.
      brokenStores: Object.values({ ...pick(storesByName, used), ...pick(services, used) }).flatMap(
        ({ brokenAlarmNames }) => brokenAlarmNames,
      ),
      ...(live[name] && { live: live[name] }),
      ...(service.scaleOn && { queue: queueMetrics(place.prefix, name, service.scaleOn, held.queues) }),
    };
    services[name] =
      service.kind === "web"
        ? new WebService(
            name,
            { ...service, ...args, ...own, edge, routes: relations.prioritized(stack, name, service) },
            here,
          )
        : new Worker(name, { ...service, ...args, ...own }, here);
  }
  const jobs = mapValues(stack.jobs, (job, name) => {
    const args = taskArgs(name, job, app);
    return new Job(name, { ...job, ...args, ...shared, after: [...args.after, ...schemas] }, here);
  });
  return { services, jobs, migrated };
}

/** The schemas that the release needs, and what tasks are given. */
function schema(stack: Stack, { here, secrets, edge, place, namespace }: Foundation, held: Stores) {
  const values = references(
    mapValues(held.databases, ({ database }) => database),
    held.caches,
    edge.url,
  );
  const { queues, buckets, files, run } = held;
  const around: Omit<Surroundings, "stores"> = {
    place,
    secrets: secrets.references,
    values,
    queues,
    buckets,
    files,
    ...(namespace && { namespace }),
  };
  const migrated = mapValues(held.databases, ({ database, roles }, name) => {
    const { migrate, snapshotBeforeMigration } = found(stack.databases, name);
    const snapshot = snapshotBeforeMigration && { snapshotOf: database.identifier };
    const stores = { [name]: { logins: { [name]: roles.migratorLogin }, ready: roles.ready } };
    const migration =
      migrate &&
      new Migration(
        `${name}-migration`,
        {
          ...migrate,
          ...taskArgs(name, migrate, { ...around, stores }),
          run,
          instance: database.resourceId,
          ...stack.release,
          ...snapshot,
        },
        here,
      );
    return { logins: roles.logins, ready: migration?.ready ?? roles.ready };
  });
  // Also for what uses no database: a release whose migration failed changes nothing that runs.
  return { around, migrated, schemas: Object.values(migrated).flatMap(({ ready }) => ready) };
}
