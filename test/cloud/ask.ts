import type { Cloud } from "../../cloud/cloud.ts";
import { resourceTagKey, wantedFrom } from "../../cloud/findable.ts";

/** Asks for a pending create of `type`; `resource` is the end of its tag. */
export type Asked = (
  type: string,
  inputs: Record<string, unknown>,
  resource?: string,
  known?: readonly string[],
) => Promise<string | undefined>;

/** Asks `cloud` in the way of someone who recovers a stack. */
export function askAs(cloud: Cloud): Asked {
  return (type, inputs, resource, known = []) => {
    const tags = resource === undefined ? {} : { tags: { [resourceTagKey]: tagOf(resource).Value } };
    return cloud.find(wantedFrom(type, { ...inputs, ...tags }, known));
  };
}

/** The tag of one resource of the stack `staging`, as most services of AWS write it. */
export function tagOf(resource: string): { Key: string; Value: string } {
  return { Key: resourceTagKey, Value: `staging/${resource}` };
}
