import { member } from "../lib/member.ts";

/** The value at a path of keys, `metadataOptions.httpTokens`, or undefined where something on the way is missing. */
export function at(inputs: unknown, path: string): unknown {
  return path.split(".").reduce(member, inputs);
}

/** A list as it is, nothing as an empty one, and a single value as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/** Whether a provider's boolean is on, as itself or as the text that some inputs take. */
export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

/** Whether somebody has put a provider's boolean off; without a word it is not. */
export function isOff(value: unknown): boolean {
  return value === false || value === "false";
}

/** What a text of JSON says, or undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
