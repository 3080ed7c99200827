import * as z from "zod";

import { about, text, whole } from "./scalars.ts";

/** Versions that ElastiCache offers, by engine; a bare major means the newest of it that is listed. */
export const cacheVersions = {
  valkey: ["7.2", "8.0", "8.1"],
  redis: ["6.2", "7.0", "7.1"],
} as const;

/** A cache of the app. */
export const cache = z
  .strictObject({
    engine: z
      .enum(["valkey", "redis"])
      .describe(
        about("Kind of cache", { effect: "Changing redis to valkey is done in place; the way back replaces it" }),
      ),
    version: z
      .string()
      .describe(
        about(
          `Version, in quotes: ${cacheVersions.valkey.join(", ")} of valkey, ${cacheVersions.redis.join(", ")} of redis; a major alone means the newest of it in this list`,
          { effect: "Changing it upgrades in place; there is no way back" },
        ),
      ),
    use: z
      .enum(["cache", "queue"])
      .exactOptional()
      .describe(
        about(
          "What happens when its memory is full: a cache drops the keys that nobody asked for longest, a queue drops nothing and refuses to take more",
          { default: "cache", effect: "inPlace" },
        ),
      ),
  })
  .describe(about("A cache of the app"));

/** What a place says about a cache of the app. */
export const cacheTuning = z.strictObject({
  nodeType: text
    .regex(/^cache\.[a-z0-9]+\.[a-z0-9]+$/, "is no type of a node: write it like cache.t4g.micro")
    .exactOptional()
    .describe(about("Type of a node", { default: (p) => p.cache.nodeType, effect: "inPlace" })),
  replicas: whole(0, 5)
    .exactOptional()
    .describe(
      about("Copies in other zones; one takes over when the first node fails", {
        default: (p) => p.cache.replicas,
        effect: "inPlace",
      }),
    ),
  snapshotDays: whole(0, 35)
    .exactOptional()
    .describe(
      about("Days that daily snapshots are kept; 0 for none", {
        default: (p) => p.cache.snapshotDays,
        effect: "inPlace",
      }),
    ),
});
