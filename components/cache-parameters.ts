import { ParameterGroup } from "@pulumi/aws/elasticache/parameterGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { cacheFamily } from "../lib/cache-family.ts";
import { physicalName } from "../lib/names.ts";

export interface CacheParametersArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  /** A queue never evicts; a cache evicts what was not asked for longest. */
  readonly use: "cache" | "queue";
  readonly engine: "valkey" | "redis";
  /** Major and minor version, for example `8.1`. */
  readonly version: string;
}

/** What a full cache does: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
const evicts = { cache: "allkeys-lru", queue: "noeviction" };

/** The parameters that the nodes of a cache run with. */
export function cacheParameters(
  name: string,
  { prefix, use, engine, version }: CacheParametersArgs,
  child: { parent: pulumi.Resource },
): ParameterGroup {
  const family = cacheFamily(engine, version);
  return new ParameterGroup(
    `${name}-parameters`,
    {
      // An upgrade needs the new family's group beside the old one's.
      name: physicalName("parameterGroup", prefix, name, [family]),
      description: `Parameters of ${name}`,
      family,
      parameters: [{ name: "maxmemory-policy", value: evicts[use] }],
    },
    child,
  );
}
