import { mapValues } from "../lib/records.ts";
import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import type { Bucket } from "./stack-stores.ts";

const usualNoncurrentDays = 30;

/** Buckets with every default filled in. */
export function resolveBuckets({ app, environment }: Config): Record<string, Bucket> {
  const usual = profiles[environment.profile].protect
    ? {}
    : { deletable: { because: "the staging profile keeps no data" } };
  return mapValues(app.buckets ?? {}, (bucket, key) => ({
    versioned: true,
    noncurrentDays: usualNoncurrentDays,
    ...usual,
    ...bucket,
    ...environment.buckets?.[key],
  }));
}
