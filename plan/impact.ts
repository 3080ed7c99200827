import type { Range } from "../lib/cost/range.ts";
import type { PlannedResource } from "./plan.ts";

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
  /** Services and jobs that get new tasks. */
  readonly restarts: readonly string[];
  /** A sentence for each thing that may be away for a while. */
  readonly downtime: readonly string[];
  /** US dollars a month without tax; `from` is absent where nothing is there yet. */
  readonly usd: { readonly from?: Range; readonly to: Range };
}
