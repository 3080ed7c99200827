import type { Actions } from "./provider-actions/asked.ts";
import { backups } from "./provider-actions/backups.ts";
import { buckets } from "./provider-actions/buckets.ts";
import { caches } from "./provider-actions/caches.ts";
import { compute } from "./provider-actions/compute.ts";
import { data } from "./provider-actions/data.ts";
import { databases } from "./provider-actions/databases.ts";
import { edge } from "./provider-actions/edge.ts";
import { identity } from "./provider-actions/identity.ts";
import { network } from "./provider-actions/network.ts";
import { watch } from "./provider-actions/watch.ts";

/**
 * What the AWS provider asks for, of everything that the program can declare. AWS's specification leaves out what its
 * handlers may do, so this is written down from the calls in the provider that the Pulumi provider wraps.
 */
export const providerActions: Actions = {
  ...backups,
  ...buckets,
  ...caches,
  ...compute,
  ...data,
  ...databases,
  ...edge,
  ...identity,
  ...network,
  ...watch,
};
