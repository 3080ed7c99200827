import microdiff from "microdiff";
import type { Plan, PlannedResource } from "./plan.ts";

/** One input or option that two plans disagree on. */
interface ChangedValue {
  /** For example `inputs.instanceClass`. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** What is different between two plans; resources are matched by their path and type. */
export interface PlanDiff {
  readonly from: string;
  readonly to: string;
  readonly onlyFrom: readonly Pick<PlannedResource, "path" | "type">[];
  readonly onlyTo: readonly Pick<PlannedResource, "path" | "type">[];
  readonly changed: readonly (Pick<PlannedResource, "path" | "type"> & { readonly values: readonly ChangedValue[] })[];
  /** Resources that are the same in both, but for the names of the stacks. */
  readonly same: number;
}

/** Compares two plans. What differs only because the stack, its account or its region have other names is the same. */
export function diffPlans(from: Plan, to: Plan): PlanDiff {
  const before = comparable(from);
  const after = comparable(to);
  const both = [...before.keys()].filter((key) => after.has(key));
  const changed = both.flatMap((key) => {
    const [a, b] = [before.get(key), after.get(key)];
    const values = a && b ? changes(a.text, b.text) : [];
    return a && values.length ? [{ path: a.path, type: a.type, values }] : [];
  });
  return {
    from: from.stack,
    to: to.stack,
    onlyFrom: [...before].flatMap(([key, { path, type }]) => (after.has(key) ? [] : [{ path, type }])),
    onlyTo: [...after].flatMap(([key, { path, type }]) => (before.has(key) ? [] : [{ path, type }])),
    changed,
    same: both.length - changed.length,
  };
}

interface Comparable {
  readonly path: string;
  readonly type: string;
  /** JSON, with the place's own names taken out. */
  readonly text: string;
}

function comparable(plan: Plan): Map<string, Comparable> {
  return new Map(
    plan.resources.map(({ path, type, protect, retainOnDelete, dependsOn, ignoreChanges, hooks, timeouts, inputs }) => {
      const waitsFor = Object.fromEntries(dependsOn.map((urn) => [lastPart(urn), true]));
      const all = { protect, retainOnDelete, waitsFor, ignoreChanges, hooks, timeouts, inputs: expand(inputs) };
      const text = anywhere(plan, JSON.stringify(all));
      const key = anywhere(plan, path);
      return [`${key} ${type}`, { path: key, type, text }];
    }),
  );
}

function lastPart(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The same text wherever the stack is. */
function anywhere({ stack, place: { prefix, accountId, region, domain } }: Plan, text: string): string {
  // An address is somebody's, and stays what it is.
  const named = domain === undefined ? text : text.replaceAll(domain, "<domain>").replaceAll("@<domain>", `@${domain}`);
  return named
    .replaceAll(`${stack}/`, "<stack>/")
    .replaceAll(`"${stack}"`, '"<stack>"')
    .replaceAll(prefix, "<prefix>")
    .replaceAll(accountId, "<account>")
    .replaceAll(region, "<region>");
}

/** Policies and container definitions are JSON in a string: what changed in them is told, not that all of it did. */
function expand(value: unknown): unknown {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return expand(JSON.parse(value));
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) {
    return value.map(expand);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expand(inner)]));
  }
  return value;
}

function changes(from: string, to: string): ChangedValue[] {
  if (from === to) {
    return [];
  }
  return microdiff(JSON.parse(from), JSON.parse(to)).map((change) => ({
    path: change.path.join("."),
    from: "oldValue" in change ? change.oldValue : undefined,
    to: "value" in change ? change.value : undefined,
  }));
}
