import { formatUrn, parseUrn, type Urn } from "../lib/urn.ts";
import type { PlannedResource } from "./plan.ts";

/** What a resource may have been called before, by its own aliases and those of the components around it. */
export function formerUrns(resource: PlannedResource, byUrn: ReadonlyMap<string, PlannedResource>): string[] {
  return formers(resource, byUrn).map(formatUrn);
}

function formers(resource: PlannedResource, byUrn: ReadonlyMap<string, PlannedResource>): Urn[] {
  const now = parseUrn(resource.urn);
  if (!now) {
    return [];
  }
  const above = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
  const inherited = above ? formers(above, byUrn).map((former) => inside(former, above, now)) : [];
  const own = resource.aliases.flatMap((alias) => aliased(alias, now) ?? []);
  return [...inherited, ...own];
}

/** A child of what had another name had a name that began with that, as the engine supposes it. */
function inside(former: Urn, above: PlannedResource, now: Urn): Urn {
  const name = now.name.startsWith(above.name) ? `${former.name}${now.name.slice(above.name.length)}` : now.name;
  return { ...now, types: [...former.types, now.types.at(-1) ?? ""], name };
}

/** A plan writes an alias as a URN, or as what was different: `name old, parent urn:…`. */
function aliased(alias: string, now: Urn): Urn | undefined {
  if (alias.startsWith("urn:")) {
    return parseUrn(alias);
  }
  const words = alias.split(", ");
  const was = (what: string) => words.find((word) => word.startsWith(`${what} `))?.slice(what.length + 1);
  const type = was("type") ?? now.types.at(-1) ?? "";
  const parent = was("parent");
  const around = words.includes("no parent") ? [] : parent === undefined ? now.types.slice(0, -1) : typesOf(parent);
  return { ...now, types: [...around, type], name: was("name") ?? now.name };
}

function typesOf(parent: string): readonly string[] {
  return parseUrn(parent)?.types.filter((type) => type !== "pulumi:pulumi:Stack") ?? [];
}
