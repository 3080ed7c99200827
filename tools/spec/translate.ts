import type { PropertySpec } from "../../sandbox/spec/resource-spec.ts";
import type { Mapped } from "./mapping.ts";
import { matchNames } from "./match.ts";
import type { PublishedProperty, PublishedResource } from "./service-spec.ts";

/** Fields by name. */
export type Fields = Readonly<Record<string, PropertySpec>>;

/** What the published properties of a type come to, in the provider's names; a dot leads into an object. */
export interface Translation {
  readonly replaces: Set<string>;
  readonly mayReplace: Set<string>;
  readonly allowed: Map<string, readonly (string | number)[]>;
  /** Published names without an input: all of the first level, and those below that replace. */
  readonly unmapped: string[];
  /** Those of them that replace and of which the mapping does not say where they went. */
  readonly unexplained: string[];
  /** Lines of the mapping that no published property answers to. */
  readonly idle: Set<string>;
}

/** Gives each published property of a resource its provider's name, by hand where the mapping has a line for it. */
export function translate(
  resource: PublishedResource,
  inputs: Fields,
  byHand: Readonly<Record<string, Mapped>>,
): Translation {
  const found: Translation = {
    replaces: new Set(),
    mayReplace: new Set(),
    allowed: new Map(),
    unmapped: [],
    unexplained: [],
    idle: new Set(Object.keys(byHand)),
  };
  const level = { owner: resource.name, fields: inputs, published: "", input: "", replaced: false };
  translateLevel(level, resource.properties, { inputs, byHand, found });
  return found;
}

/** Where in the two trees we are. */
interface Level {
  /** The name of the resource or property around. */
  readonly owner: string;
  readonly fields: Fields;
  /** The paths that lead here, empty or with a dot at the end. */
  readonly published: string;
  readonly input: string;
  /** A property around replaces already, so the ones inside add nothing. */
  readonly replaced: boolean;
}

interface Context {
  readonly inputs: Fields;
  readonly byHand: Readonly<Record<string, Mapped>>;
  readonly found: Translation;
}

function translateLevel(level: Level, properties: readonly PublishedProperty[], context: Context): void {
  const handOf = ({ name }: PublishedProperty) => context.byHand[`${level.published}${name}`];
  const rest = properties.filter((property) => handOf(property) === undefined);
  const pairs = matchNames(level.owner, rest, Object.keys(level.fields));
  for (const property of properties) {
    context.found.idle.delete(`${level.published}${property.name}`);
    const hand = handOf(property);
    const matched = pairs.get(property.name);
    const input = hand === undefined ? matched && `${level.input}${matched}` : hand.input;
    if (input === undefined || input === null) {
      recordLost(property, level, hand, context.found);
    } else {
      recordFound(property, input, level, context);
    }
  }
}

function recordFound(property: PublishedProperty, input: string, level: Level, context: Context): void {
  const { found, inputs } = context;
  if (!level.replaced && property.replaces !== "no") {
    (property.replaces === "yes" ? found.replaces : found.mayReplace).add(input);
  }
  if (property.allowed.length > 0) {
    found.allowed.set(input, property.allowed);
  }
  const fields = fieldAt(inputs, input)?.fields;
  if (fields !== undefined) {
    const published = `${level.published}${property.name}.`;
    const replaced = level.replaced || property.replaces === "yes";
    translateLevel({ owner: property.name, fields, published, input: `${input}.`, replaced }, property.fields, context);
  }
}

function recordLost(property: PublishedProperty, level: Level, hand: Mapped | undefined, found: Translation): void {
  const path = `${level.published}${property.name}`;
  const matters = property.replaces !== "no" && !level.replaced;
  if (level.published === "" || matters) {
    found.unmapped.push(path);
  }
  if (hand === undefined && matters) {
    found.unexplained.push(path);
  }
}

/** The field that a dotted path leads to. */
export function fieldAt(fields: Fields, path: string): PropertySpec | undefined {
  const [name = "", ...rest] = path.split(".");
  const field = fields[name];
  return rest.length === 0 || field === undefined ? field : fieldAt(field.fields ?? {}, rest.join("."));
}
