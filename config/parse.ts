import type * as z from "zod";

import { type BlockName, blocks, type Config } from "./blocks.ts";
import { problemsOf } from "./issues.ts";
import { at, type Path } from "./path.ts";
import { type Problem, problemAt, type Report } from "./problem.ts";
import { standIns } from "./stand-ins.ts";

/** Values of the four keys as they came, not checked. */
export type StackValues = Readonly<Partial<Record<BlockName, unknown>>>;

/** Each round repairs what the last one found; what is nested in a repaired value comes up in the next. */
const mostRounds = 12;

/**
 * Reads the four keys by their schemas and reports what does not fit. What can be read is returned all the same, with
 * stand-ins for the rest, so that the checks between the keys can run; a key that is missing altogether is undefined.
 *
 * @param awaited keys that may be missing
 */
export function parse(values: StackValues, awaited: readonly BlockName[], report: Report): Partial<Config> {
  const app = awaited.includes("app") ? undefined : parseBlock("app", blocks.app, values.app, report);
  const release = awaited.includes("release")
    ? undefined
    : parseBlock("release", blocks.release, values.release, report);
  const environment = parseBlock("environment", blocks.environment, values.environment, report);
  const secrets = parseBlock("secrets", blocks.secrets, values.secrets ?? {}, report);
  return {
    ...(app && { app }),
    ...(release && { release }),
    ...(environment && { environment }),
    ...(secrets && { secrets }),
  };
}

function parseBlock<T extends z.ZodType>(
  name: BlockName,
  schema: T,
  value: unknown,
  report: Report,
): z.output<T> | undefined {
  const told = new Set<string>();
  // The schemas leave this key out without a word.
  for (const path of keysNamed("__proto__", value, [name])) {
    const problem = problemAt(path, undefined, "is a name that cannot be used: use another one");
    told.add(problem.key);
    report.problems.push(problem);
  }
  let current = structuredClone(value);
  for (let round = 0; round < mostRounds; round++) {
    const result = schema.safeParse(current);
    if (result.success) {
      return result.data;
    }
    const found = problemsOf(name, schema, current, result.error.issues);
    for (const { problem, path } of found) {
      if (!told.has(problem.key) && (round === 0 || !isRepaired(at(current, path), problem, told))) {
        told.add(problem.key);
        report.problems.push(problem);
      }
    }
    current = found
      .toSorted((a, b) => lastFirst(a.path, b.path))
      .reduce<unknown>((whole, { path, strayKey }) => repair(name, whole, path, strayKey), current);
    if (current === undefined) {
      return undefined;
    }
  }
  return undefined;
}

/** What is missing in a later round, and a list without an item, is what a repair has taken away. */
function isRepaired(value: unknown, { key }: Problem, told: ReadonlySet<string>): boolean {
  const isEmptied =
    Array.isArray(value) && value.length === 0 && [...told].some((other) => other.startsWith(`${key}[`));
  return value === undefined || isEmptied;
}

/** Where a key of this name stands, anywhere inside a value. */
function keysNamed(name: string, value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inside]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return [...(key === name ? [at] : []), ...keysNamed(name, inside, at)];
  });
}

/** Items of a list are removed from its end, so that the places of the others still hold. */
function lastFirst(a: Path, b: Path): number {
  const depth = a.findIndex((part, index) => part !== b[index]);
  const [left, right] = [a[depth], b[depth]];
  return typeof left === "number" && typeof right === "number" ? right - left : b.length - a.length;
}

/** Puts a stand-in in place of the value at `path`, or removes it, with what cannot be without it. */
function repair(name: BlockName, whole: unknown, path: Path, strayKey = false): unknown {
  const last = path.at(-1);
  if (last === undefined) {
    return undefined;
  }
  const parent = at(whole, path.slice(0, -1));
  if (typeof parent !== "object" || parent === null) {
    // Another problem's repair has removed it already.
    return whole;
  }
  const standIn = strayKey ? undefined : standIns[patternOf([name, ...path])];
  if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else if (standIn !== undefined) {
    Reflect.set(parent, last, structuredClone(standIn));
  } else if (Object.hasOwn(parent, last)) {
    Reflect.deleteProperty(parent, last);
  } else {
    return repair(name, whole, path.slice(0, -1));
  }
  return whole;
}

/** Keys whose own keys are names that people chose. */
const collections = new Set([
  "images",
  "services",
  "jobs",
  "databases",
  "caches",
  "queues",
  "buckets",
  "secrets",
  "commits",
  "sidecars",
  "volumes",
]);

/** `app.services.*.port`: a name that people chose becomes `*`. */
function patternOf(path: Path): string {
  return path.map((part, depth) => (collections.has(String(path[depth - 1])) ? "*" : part)).join(".");
}
