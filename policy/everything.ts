import type { Everything, PolicyResource } from "./rule.ts";

/** All resources of one stack, found by their type, and by what an input of theirs refers to. */
export function everythingOf(resources: readonly PolicyResource[]): Everything {
  const byType = Map.groupBy(resources, ({ type }) => type);
  const ofType = (type: string) => byType.get(type) ?? [];
  // Made when first asked for: rules ask of hundreds of resources in turn who refers to each.
  const byTarget = new Map<string, ReturnType<typeof referencesOf>>();
  return {
    ofType,
    referring: (type, input, target) => {
      const key = `${type} ${input}`;
      const references = byTarget.get(key) ?? referencesOf(ofType(type), input);
      byTarget.set(key, references);
      return (references.get(target.urn) ?? []).map(({ resource }) => resource);
    },
  };
}

/** What these resources refer to in an input, by the URN of that. */
function referencesOf(resources: readonly PolicyResource[], input: string) {
  const references = resources.flatMap((resource) =>
    [...new Set(resource.references(input).map(({ urn }) => urn))].map((urn) => ({ urn, resource })),
  );
  return Map.groupBy(references, ({ urn }) => urn);
}

/** What surrounds a resource for a rule that has not said that it looks around: the engine would not show it. */
export const nothingAround: Everything = { ofType: refuseToLook, referring: refuseToLook };

function refuseToLook(): never {
  throw new Error("a rule looks at other resources: say looksAround: true in it");
}
