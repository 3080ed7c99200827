import type { Findings } from "./findings.ts";
import type { ServiceParts } from "./map-service.ts";
import { taskCount } from "./map-sizes.ts";

/** Connections that the smallest instance has for tasks: staging's usual class takes 80. */
const room = 70;
const usualPool = 5;
const usualMost = 2;

/** Gives each task fewer connections where many services share a database, so that all fit while one is deployed. */
export function withPools(parts: readonly ServiceParts[], { assumed }: Findings): readonly ServiceParts[] {
  const weights = new Map<string, number>();
  for (const { service, variables } of parts) {
    for (const key of variables.databases) {
      weights.set(key, (weights.get(key) ?? 0) + 2 * (taskCount(service).max ?? usualMost));
    }
  }
  const pools = new Map(
    [...weights].flatMap(([key, weight]) => {
      const pool = Math.max(1, Math.floor(room / weight));
      return pool < usualPool ? [[key, pool] as const] : [];
    }),
  );
  for (const [key, pool] of pools) {
    const says = `many services share it: each of their tasks may keep ${pool} connections open (uses.${key}.pool), as the app has to know`;
    assumed.push({ about: `app.databases.${key}`, says });
  }
  return parts.map((part) => ({ ...part, variables: { ...part.variables, uses: pooled(part, pools) } }));
}

function pooled({ variables }: ServiceParts, pools: ReadonlyMap<string, number>): ServiceParts["variables"]["uses"] {
  return new Map(
    [...variables.uses].map(([key, use]) => {
      const pool = pools.get(key);
      return [key, pool === undefined ? use : { ...use, pool }];
    }),
  );
}
