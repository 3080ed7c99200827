import { isDeepStrictEqual } from "node:util";
import type { Model, Values } from "./model.ts";
import { isSameAsset } from "./server/asset.ts";
import type { ResourceSpec } from "./spec/resource-spec.ts";

/** One input that differs. */
export interface Difference {
  /** Property path as Pulumi writes it, for example `loadBalancers[0].targetGroupArn`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/** What separates the inputs of a state from those of the program. */
export interface InputsDiff {
  readonly differences: readonly Difference[];
  /** The old one must go first, because the new one has the same fixed name. */
  readonly deleteBeforeReplace: boolean;
}

/** Compares inputs as the provider does: JSON by its meaning, provider's marks left out. */
export function diffInputs(model: Model, spec: ResourceSpec, before: Values, after: Values): InputsDiff {
  const replacing = new Set<string>([
    ...spec.replaces,
    ...(Array.isArray(model.replaces) ? model.replaces : []),
    ...(model.replacesWhen?.(before, after) ?? []),
  ]);
  const differences = compare(withoutUnsaid(before, after), after, "").map(({ path, kind }) => ({
    path,
    kind,
    replaces: isUnder(path.replaceAll(/\[[^\]]*\]/g, ""), replacing),
  }));
  const name = model.autoname?.input;
  const fixed =
    name !== undefined &&
    after[name] !== undefined &&
    !autonamed(after).includes(name) &&
    isDeepStrictEqual(before[name], after[name]);
  return { differences, deleteBeforeReplace: fixed && differences.some(({ replaces }) => replaces) };
}

/** What the provider filled in is no difference from a program that says nothing of it. */
function withoutUnsaid(before: Values, after: Values): Values {
  const filled = autonamed(before);
  return Object.fromEntries(Object.entries(before).filter(([key]) => key in after || !filled.includes(key)));
}

/** Inputs that the provider filled in. */
export function autonamed(inputs: Values): readonly unknown[] {
  return Array.isArray(inputs.__defaults) ? inputs.__defaults : [];
}

/** Whether a change at `path` is one of `replacing`, is inside of one, or takes one with it. */
function isUnder(path: string, replacing: ReadonlySet<string>): boolean {
  for (const one of replacing)
    if (path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}.`)) return true;
  return false;
}

type Found = Omit<Difference, "replaces">;

function compare(before: unknown, after: unknown, path: string): readonly Found[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ path, kind: "add" }];
  if (after === undefined) return [{ path, kind: "delete" }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, at) => compare(before[at], after[at], `${path}[${at}]`)).flat();
  }
  if (isPlain(before) && isPlain(after)) {
    if (isSameAsset(before, after)) return [];
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => key !== "__defaults");
    return keys.flatMap((key) => compare(before[key], after[key], step(path, key)));
  }
  return [{ path, kind: "update" }];
}

function step(path: string, key: string): string {
  if (!/^[A-Za-z_][\w]*$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

function isPlain(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSame(before: unknown, after: unknown): boolean {
  if (isDeepStrictEqual(before, after)) return true;
  if (typeof before !== "string" || typeof after !== "string") return false;
  const json = parsed(before);
  return json !== undefined && isDeepStrictEqual(json, parsed(after));
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
