import { cacheVersions } from "../config/schema/cache.ts";
import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";
import { tagOf } from "./kinds.ts";
import type { Targets } from "./targets.ts";

/** Caches of the app; one that a worker takes its work from is a queue, which drops nothing. */
export function cachesOf(
  targets: Targets,
  queues: ReadonlySet<string>,
  { assumed }: Findings,
): Readonly<Record<string, Record<string, unknown>>> {
  const caches = [...targets.values()].flatMap((target) => (target.is === "cache" ? [target] : []));
  return Object.fromEntries(
    caches.map(({ key, service }) => {
      const { name, image = name } = service;
      const { engine, version, isNear } = nearestCache(image);
      if (!isNear) {
        const says = `${image}: engine is ${engine} ${version}, which is the nearest that ElastiCache has`;
        assumed.push({ about: `${name}.image`, says });
      }
      const policy = policyOf(service);
      const isQueue = queues.has(key) || policy === "noeviction";
      if (queues.has(key) && policy !== undefined && policy !== "noeviction") {
        const says = `the file drops keys when memory is full (${policy}), but a worker uses ${key}: use is queue, which drops nothing; say use: cache if no work waits in it`;
        assumed.push({ about: `${name}.command`, says });
      }
      return [key, { engine, version, ...(isQueue && { use: "queue" }) }];
    }),
  );
}

/** What the server of the file does when its memory is full, where its command says so. */
function policyOf({ entryPoint, command }: ComposeService): string | undefined {
  const text = [...entryPoint, ...command].join(" ");
  return /--maxmemory-policy[= ]+(noeviction|(?:allkeys|volatile)-[a-z]+)\b/.exec(text)?.[1];
}

/** Redis ends at 7.1 on ElastiCache; Valkey goes on from there. */
function nearestCache(image: string) {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(tagOf(image) ?? "") ?? [];
  const wanted = Number(major ?? Number.NaN);
  if (/redis/.test(image) && wanted < 8) {
    const [oldest] = cacheVersions.redis;
    const version = wanted < 7 ? oldest : (cacheVersions.redis.at(-1) ?? oldest);
    return { engine: "redis", version, isNear: wanted >= 6 && !isLower(version, wanted, minor) };
  }
  const [oldest] = cacheVersions.valkey;
  const version = wanted < 8 ? oldest : (cacheVersions.valkey.at(-1) ?? oldest);
  return { engine: "valkey", version, isNear: wanted <= 8 && /valkey/.test(image) && !isLower(version, wanted, minor) };
}

/** An app may need what only the newer one has. */
function isLower(version: string, major: number, minor: string | undefined): boolean {
  const [ourMajor = 0, ourMinor = 0] = version.split(".").map(Number);
  return minor !== undefined && ourMajor === major && ourMinor < Number(minor);
}
