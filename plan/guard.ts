import { type ChangedProperty, changesBetween } from "./change.ts";
import type { Plan, PlannedResource } from "./plan.ts";

/** As much of a plan as the guard compares. */
export type GuardedPlan = Pick<Plan, "place" | "resources" | "allowReplace">;

/** A property that replaces a resource when it changes. */
type Cause = Omit<ChangedProperty, "replaces">;

/** Something protected that a change would take away. */
export interface Loss extends Pick<PlannedResource, "path" | "type" | "urn"> {
  readonly change: "replace" | "delete";
  /** Why it is replaced; empty for a delete. */
  readonly causes: readonly Cause[];
  /** Paths of new resources of its type: what is deleted may only have got another name. */
  readonly newcomers: readonly string[];
}

/** Everything protected that a change would take away, by whether `environment.allowReplace` names it. */
export interface Losses {
  readonly refused: readonly Loss[];
  readonly allowed: readonly Loss[];
}

/** Compares what a stack was with what it would be. Plan against plan: neither knows what happened on AWS in between. */
export function losses(from: GuardedPlan, to: GuardedPlan): Losses {
  const changes = changesBetween(from, to);
  const created = changes.flatMap(({ what, after }) => (what === "create" && after ? [after] : []));
  const lost = changes.flatMap(({ what, before, after, properties }): Loss[] => {
    if (!before?.custom || !isHeld(before, after, from)) {
      return [];
    }
    const { path, type } = before;
    if (what === "delete") {
      const newcomers = created.filter((one) => one.type === type).map((one) => one.path);
      return [{ path, type, urn: before.urn, change: "delete", causes: [], newcomers }];
    }
    const causes = properties.flatMap(({ replaces, ...cause }) => (replaces ? [cause] : []));
    return after && what === "replace"
      ? [{ path, type, urn: after.urn, change: "replace", causes, newcomers: [] }]
      : [];
  });
  const isAllowed = ({ urn }: Loss) => to.allowReplace.includes(urn);
  return { refused: lost.filter((loss) => !isAllowed(loss)), allowed: lost.filter(isAllowed) };
}

/** Protected before or from now on, or only not protected because it was allowed to go. */
function isHeld(resource: PlannedResource, after: PlannedResource | undefined, from: GuardedPlan): boolean {
  return resource.protect || (after?.protect ?? false) || from.allowReplace.includes(resource.urn);
}
