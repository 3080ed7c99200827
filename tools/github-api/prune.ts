import { member } from "../../lib/member.ts";

/** Words for people, and what no validation looks at. */
const nothingToUs = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "x-github",
  "tags",
  "title",
]);

/**
 * A description with these operations alone, and with the parts that they refer to. Fails where one is not in it: it
 * is misspelt, or GitHub has taken it away.
 */
export function pruned(description: unknown, routes: readonly string[]): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const [method = "", path = ""] = route.split(" ");
    const operation = member(member(member(description, "paths"), path), method.toLowerCase());
    if (operation === undefined) {
      throw new Error(`GitHub's description has no ${route}`);
    }
    paths[path] = { ...paths[path], [method.toLowerCase()]: bare(operation) };
  }
  return {
    openapi: member(description, "openapi"),
    info: { title: "What slipway calls of GitHub", version: member(member(description, "info"), "version") },
    paths,
    components: componentsOf(description, paths),
  };
}

/** Everything that is referred to, also from what is referred to. */
function componentsOf(description: unknown, from: unknown): object {
  const components: Record<string, Record<string, unknown>> = {};
  const left = referencesIn(from);
  for (let reference = left.pop(); reference !== undefined; reference = left.pop()) {
    const [, , kind = "", name = ""] = reference.split("/");
    if (components[kind]?.[name] === undefined) {
      const part = bare(member(member(member(description, "components"), kind), name));
      components[kind] = { ...components[kind], [name]: part };
      left.push(...referencesIn(part));
    }
  }
  return components;
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, one]) =>
    key === "$ref" && typeof one === "string" ? [one] : referencesIn(one),
  );
}

/** Without words; a property may be called like one of them. */
function bare(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => bare(one));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const kept = Object.entries(value).filter(([key]) => isNames || !nothingToUs.has(key));
  const clean = Object.fromEntries(kept.map(([key, one]) => [key, bare(one, !isNames && key === "properties")]));
  return isNames || clean.nullable === undefined || clean.type !== undefined ? clean : orNull(clean);
}

/** Validators know `nullable` only beside a `type`, which what refers to another schema has not. */
function orNull({ nullable, ...rest }: Readonly<Record<string, unknown>>): object {
  return nullable ? { anyOf: [rest, { type: "null" }] } : rest;
}
