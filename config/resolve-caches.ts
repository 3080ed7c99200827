import type { Config } from "./blocks.ts";
import { profiles } from "./profiles.ts";
import { cacheVersions } from "./schema/cache.ts";
import type { Cache } from "./stack-stores.ts";

/** Caches with every default filled in. */
export function resolveCaches({ app, environment }: Config): Record<string, Cache> {
  const profile = profiles[environment.profile];
  return Object.fromEntries(
    Object.entries(app.caches ?? {}).map(([key, cache]) => [
      key,
      {
        use: "cache",
        ...cache,
        version: fullCacheVersion(cache.engine, cache.version) ?? cache.version,
        ...profile.cache,
        ...environment.caches?.[key],
        protect: profile.protect,
      },
    ]),
  );
}

/** `7` of redis is `7.1`: a major stands for the newest version of it that we know. */
export function fullCacheVersion(engine: keyof typeof cacheVersions, version: string): string | undefined {
  const known: readonly string[] = cacheVersions[engine];
  return known.find((full) => full === version) ?? known.findLast((full) => full.split(".")[0] === version);
}
