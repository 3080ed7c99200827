import { parse } from "yaml";
import { textOrNothing } from "./stacks-in.ts";

/**
 * The names below some keys of `slipway:app` in a stack file, for a shell that completes them: without a check, which
 * takes too long for that, and none where the file cannot be read.
 */
export function appNames(file: string, keys: readonly string[]): readonly string[] {
  const app = property(property(yamlIn(textOrNothing(file)), "config"), "slipway:app");
  return keys.flatMap((key) => Object.keys(Object(property(app, key))));
}

/** Half a file is what somebody is writing just now. */
function yamlIn(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
}
