import { createHash } from "node:crypto";
import microdiff from "microdiff";
import type { Plan, PlannedResource } from "../../plan/plan.ts";

/** A plan as people review it: resources by their path, without options that nobody set. */
export type Reviewable = Readonly<Record<string, unknown>>;

/**
 * The plan in a form that shows what a change of the program does: policies and container definitions as objects, and
 * long texts as length and digest.
 */
export function reviewable({ resources, outputs }: Pick<Plan, "resources" | "outputs">): Reviewable {
  const pathOf = new Map(resources.map(({ urn, path }) => [urn, path]));
  const inOrder = [...resources].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    ...Object.fromEntries(inOrder.map((resource) => [resource.path, reviewed(resource, pathOf)])),
    "(outputs)": readable(outputs),
  };
}

function reviewed(resource: PlannedResource, pathOf: ReadonlyMap<string, string>): object {
  const { type, urn, inputs, provider, dependsOn, ignoreChanges, aliases, hooks, timeouts } = resource;
  const { protect, retainOnDelete, deleteBeforeReplace } = resource;
  return {
    type,
    urn,
    ...(provider && { provider: pathOf.get(provider) ?? provider.split("::").at(-1) }),
    ...(protect && { protect }),
    ...(retainOnDelete && { retainOnDelete }),
    ...(deleteBeforeReplace && { deleteBeforeReplace }),
    ...(dependsOn.length && { dependsOn: dependsOn.map((other) => pathOf.get(other) ?? other).sort() }),
    ...(ignoreChanges.length && { ignoreChanges }),
    ...(aliases.length && { aliases }),
    ...(Object.keys(hooks).length && { hooks }),
    ...(Object.keys(timeouts).length && { timeouts }),
    ...(Object.keys(inputs).length && { inputs: readable(inputs) }),
  };
}

const longest = 500;

function readable(value: unknown): unknown {
  if (typeof value === "string") {
    return readableText(value);
  }
  if (Array.isArray(value)) {
    return value.map(readable);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]))
    : value;
}

function readableText(text: string): unknown {
  if (/^[[{]/.test(text)) {
    try {
      return readable(JSON.parse(text));
    } catch {
      // A text that only begins like JSON.
    }
  }
  const digest = createHash("sha256").update(text).digest("hex");
  return text.length > longest ? `<${text.length} characters, sha256 ${digest}>` : text;
}

const lineWidth = 120;

/** JSON with what fits on one line on one line: a third of the lines that an indented one has. */
export function compactJson(value: unknown, indent = ""): string {
  const flat = oneLine(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= lineWidth) {
    return flat;
  }
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${compactJson(item, inner)}`)
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${compactJson(item, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(oneLine).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length ? `{ ${entries.join(", ")} }` : "{}";
}

/** What became different, a line each; a resource that came or went is one line. */
export function changeLines(from: Reviewable, to: Reviewable): string[] {
  return microdiff(from, to).map((change) => {
    const [resource, ...inside] = change.path;
    const where = [resource, inside.join(".")].filter((part) => part !== "").join("  ");
    if (inside.length === 0 && change.type !== "CHANGE") {
      return `${change.type === "CREATE" ? "+" : "-"} ${where}`;
    }
    const before = "oldValue" in change ? shown(change.oldValue) : "(not set)";
    const after = "value" in change ? shown(change.value) : "(not set)";
    return `~ ${where}: ${before} → ${after}`;
  });
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
