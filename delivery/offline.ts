import type { EarlierPlan } from "../plan/guard-earlier.ts";
import { impactOf } from "../plan/impact.ts";
import type { Plan } from "../plan/plan.ts";
import { type Change, inOrder, type Op } from "./change.ts";

/** What changes between the plans of two commits: for whoever may not ask what is really there. */
export function plannedChanges(
  before: EarlierPlan | undefined,
  after: Plan,
): { readonly changes: readonly Change[]; readonly unchanged: number } {
  const { created, updated, replaced, deleted, unchanged } = impactOf(before, after);
  const as = (op: Op, resources: typeof created) =>
    resources.map(({ urn, path, type, properties }) => ({ op, urn, path, type, properties: properties.toSorted() }));
  return {
    changes: inOrder([
      ...as("create", created),
      ...as("update", updated),
      ...as("replace", replaced),
      ...as("delete", deleted),
    ]),
    unchanged,
  };
}
