import { isDeepStrictEqual } from "node:util";
import type { PlannedResource } from "../../plan/plan.ts";

/** Paths of what one plan has otherwise than another. */
export function differing(one: readonly PlannedResource[], other: readonly PlannedResource[]): string[] {
  const byUrn = new Map(one.map((resource) => [resource.urn, resource]));
  const changed = other.filter((resource) => !isDeepStrictEqual(byUrn.get(resource.urn), resource));
  const left = new Set(other.map(({ urn }) => urn));
  return [...changed, ...one.filter(({ urn }) => !left.has(urn))].map(({ path }) => path);
}
