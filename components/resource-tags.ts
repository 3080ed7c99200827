import * as pulumi from "@pulumi/pulumi";
import { longestTagValue, tagValue } from "../lib/tag-value.ts";
import { taggable } from "../lib/taggable.gen.ts";

/**
 * Gives everything that can carry a tag one that says which resource of which stack it is: a create that was cut off
 * is found again by it.
 */
export function tagResources(stack: string): void {
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    if (!taggable.has(type)) {
      return undefined;
    }
    return { props: { ...props, tags: { ...props.tags, "slipway:resource": resourceTag(stack, type, name) } }, opts };
  });
}

/** `<stack>/<last word of the type>/<logical name>`, as far as AWS takes it in a tag. */
function resourceTag(stack: string, type: string, name: string): string {
  const place = `${stack}/${type.split(":").at(-1)}/`;
  return `${place}${tagValue(name, longestTagValue - place.length)}`;
}
