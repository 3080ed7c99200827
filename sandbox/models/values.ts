import type { Values } from "../model.ts";

/** Narrows to a map of values. */
export function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text under `key`, if it is text and not empty. */
export function str(values: Values, key: string): string | undefined {
  const value = values[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The number under `key`, also when it is written as text, as several inputs of the provider are. */
export function num(values: Values, key: string): number | undefined {
  const value = values[key];
  if (typeof value === "number") {
    return value;
  }
  return typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** The boolean under `key`. */
export function bool(values: Values, key: string): boolean | undefined {
  const value = values[key];
  return typeof value === "boolean" ? value : undefined;
}

/** The list under `key`; empty when there is none. */
export function list(values: Values, key: string): readonly unknown[] {
  const value = values[key];
  return Array.isArray(value) ? value : [];
}

/** The texts in the list under `key`. */
export function texts(values: Values, key: string): readonly string[] {
  return list(values, key).filter((value) => typeof value === "string");
}

/** The objects in the list under `key`; an object that is not in a list counts as one. */
export function objects(values: Values, key: string): readonly Values[] {
  const value = values[key];
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** The object under `key`; empty when there is none. */
export function object(values: Values, key: string): Values {
  const value = values[key];
  return isObject(value) ? value : {};
}

/** Every value at a dotted path, for example `defaultActions.targetGroupArn`; a list on the way means each element. */
export function valuesAt(values: Values, path: string): readonly unknown[] {
  let level: readonly unknown[] = [values];
  for (const key of path.split(".")) {
    level = level.filter(isObject).flatMap((value): readonly unknown[] => {
      const inside = value[key];
      return Array.isArray(inside) ? inside : [inside];
    });
  }
  return level.filter((value) => value !== undefined && value !== null);
}

/** Every text at a dotted path, but empty ones. */
export function textsAt(values: Values, path: string): readonly string[] {
  return valuesAt(values, path)
    .filter((value) => typeof value === "string")
    .filter((value) => value !== "");
}
