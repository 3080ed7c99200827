import type { Refusal } from "../check.ts";
import type { Values } from "../model.ts";
import type { ResourceSpec } from "../spec/resource-spec.ts";
import type { ProviderConfig } from "./provider-config.ts";
import { UNKNOWN } from "./wire.ts";

/** Tags of a resource that the provider sets by default already. */
export function duplicateTags(
  spec: ResourceSpec,
  { tags }: Values,
  { defaultTags }: ProviderConfig,
): readonly Refusal[] {
  if (!spec.taggable || typeof tags !== "object" || tags === null) return [];
  return Object.keys(tags)
    .filter((key) => defaultTags[key] !== undefined)
    .map((key) => ({
      property: "tags",
      reason: `tag ${key} is a default tag of the provider already: set it in one place`,
    }));
}

/** The output `tagsAll` of a taggable resource. */
export function tagsAll(spec: ResourceSpec, { tags }: Values, { defaultTags }: ProviderConfig): Values {
  if (!spec.taggable) return {};
  return { tagsAll: tags === UNKNOWN ? UNKNOWN : { ...defaultTags, ...(typeof tags === "object" ? tags : {}) } };
}
