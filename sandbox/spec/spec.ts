import { existsSync, readFileSync } from "node:fs";
import type { ResourceSpec } from "./resource-spec.ts";

type Table = Readonly<Record<string, ResourceSpec>>;

const tables = new Map<string, Table>();

/** What is known about a resource type, `aws:ec2/vpc:Vpc` or `pulumi:providers:aws`; undefined for a type that is not in the table. */
export function specOf(type: string): ResourceSpec | undefined {
  const [space = "", , name = ""] = type.split(":");
  const table = tableOf(space === "pulumi" ? name : space);
  return Object.hasOwn(table, type) ? table[type] : undefined;
}

/** Whether the type has a `tags` input. */
export function isTaggable(type: string): boolean {
  return specOf(type)?.taggable ?? false;
}

/** Whether the type holds data that is lost with it. */
export function isStateful(type: string): boolean {
  return specOf(type)?.stateful ?? false;
}

/** A provider's table, read once; empty for a provider without one. */
function tableOf(provider: string): Table {
  const known = tables.get(provider);
  if (known !== undefined) {
    return known;
  }
  const file = new URL(`./${provider}.gen.json`, import.meta.url);
  const table: Table = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  tables.set(provider, table);
  return table;
}
