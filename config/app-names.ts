import { parse } from "yaml";
import { textOrNothing } from "./stacks-in.ts";

/**
 * What is below a key of `slipway:app` in a stack file, by name, for a shell that completes it: without a check, which
 * takes too long for that, and nothing where the file cannot be read.
 */
export function appEntries(file: string, key: string): readonly (readonly [name: string, value: unknown])[] {
  const app = property(property(yamlIn(textOrNothing(file)), "config"), "slipway:app");
  return Object.entries(Object(property(app, key)));
}

/** Half a file is what somebody is writing just now. */
function yamlIn(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** `value[name]` where there is such a thing. */
export function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
