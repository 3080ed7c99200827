import { isOn } from "./inputs.ts";

/** `multiAz is false`, or `multiAz is not set`. Never of a value that could be a secret. */
export function said(name: string, value: unknown): string {
  return value === undefined || value === null ? `${name} is not set` : `${name} is ${JSON.stringify(value)}`;
}

/** What is wrong where an input is not on. */
export function saidUnlessOn(inputs: Readonly<Record<string, unknown>>, name: string): string[] {
  return isOn(inputs[name]) ? [] : [said(name, inputs[name])];
}
