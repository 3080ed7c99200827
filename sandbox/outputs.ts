import type { Model, Place, Seed, Values } from "./model.ts";
import type { ResourceSpec } from "./spec/resource-spec.ts";

/** A resource whose outputs are wanted. */
export interface Whole {
  readonly model: Model;
  readonly spec: ResourceSpec;
  readonly inputs: Values;
  readonly id: string;
  readonly seed: Seed;
  readonly place: Place;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** Everything that the provider answers for a resource: defaults, inputs, what AWS adds, and all tags. */
export function outputsOf({ model, spec, inputs, id, seed, place, defaultTags }: Whole): Values {
  const { __defaults, ...given } = inputs;
  return {
    ...(spec.inputs.region ? { region: place.region } : {}),
    ...model.defaults,
    ...given,
    ...model.outputs(inputs, id, seed, place),
    ...(spec.taggable ? { tagsAll: { ...defaultTags, ...(isTags(given.tags) ? given.tags : {}) } } : {}),
  };
}

function isTags(tags: unknown): tags is Values {
  return typeof tags === "object" && tags !== null;
}
