import type { PolicyResource } from "../policy/rule.ts";
import type { PlannedResource } from "./plan.ts";

/** The resources of a plan as the rules see them. */
export function policyResources(resources: readonly PlannedResource[]): PolicyResource[] {
  const byUrn = new Map<string, PolicyResource>();
  const policyResource = ({ type, name, urn, path, protect, inputs, references }: PlannedResource): PolicyResource => ({
    type,
    name,
    urn,
    path,
    protect,
    inputs,
    references: (input) => (references?.[input] ?? []).flatMap((other) => byUrn.get(other) ?? []),
  });
  for (const resource of resources) {
    byUrn.set(resource.urn, policyResource(resource));
  }
  return [...byUrn.values()];
}
