import type { Range } from "../lib/cost/range.ts";
import { type Change, changesBetween, type What } from "./change.ts";
import type { GuardedPlan } from "./guard.ts";
import type { EarlierPlan } from "./guard-earlier.ts";
import { downtimeOf } from "./impact-downtime.ts";
import { goneOf } from "./impact-gone.ts";
import { restartsOf } from "./impact-restarts.ts";
import type { Plan, PlannedResource } from "./plan.ts";

/** One resource that an `up` would touch. */
export interface ImpactOnResource extends Pick<PlannedResource, "path" | "type" | "urn" | "protect"> {
  /** Properties that differ. */
  readonly properties: readonly string[];
}

/** What an `up` would do, plan against plan. */
export interface Impact {
  readonly created: readonly ImpactOnResource[];
  readonly updated: readonly ImpactOnResource[];
  readonly replaced: readonly ImpactOnResource[];
  readonly deleted: readonly ImpactOnResource[];
  readonly unchanged: number;
  /** What goes for good, and people miss: `web, with its route /*`. */
  readonly gone: readonly string[];
  /** Services and jobs that get new tasks, and because of what: `api: image 307ce30a406e → 50b2820bc39c`, `web: new`. */
  readonly restarts: readonly string[];
  /** A sentence for each thing that may be away for a while. */
  readonly downtime: readonly string[];
  /** US dollars a month without tax; `from` is absent where nothing is there yet, or where it was not told then. */
  readonly usd: { readonly from?: Range; readonly to: Range };
}

/** As much of a plan as it takes to say what an `up` would do. */
export type ComparedPlan = GuardedPlan & Pick<Plan, "cost">;

/** What an `up` would do to what is there. Without a `from`, everything is created. */
export function impactOf(from: EarlierPlan | undefined, to: ComparedPlan): Impact {
  const changes = changesBetween(from ?? { place: to.place, resources: [] }, to).filter(isMade);
  const those = (what: What) => changes.filter((change) => change.what === what);
  return {
    created: those("create").flatMap(impactOn),
    updated: those("update").flatMap(impactOn),
    replaced: those("replace").flatMap(impactOn),
    deleted: those("delete").flatMap(impactOn),
    unchanged: those("same").length,
    gone: goneOf(changes),
    restarts: from ? restartsOf(changes) : [],
    downtime: downtimeOf(changes),
    usd: { ...(from?.cost && { from: from.cost.usd }), to: to.cost.usd },
  };
}

/** A component only groups, and a provider is only a connection. */
function isMade({ before, after }: Change): boolean {
  const resource = after ?? before;
  return resource?.custom === true && !resource.type.startsWith("pulumi:");
}

function impactOn({ before, after, properties }: Change): ImpactOnResource[] {
  const resource = after ?? before;
  if (!resource) {
    return [];
  }
  const { path, type, urn } = resource;
  const protect = resource.protect || (before?.protect ?? false);
  return [{ path, type, urn, protect, properties: properties.map(({ property }) => property) }];
}
