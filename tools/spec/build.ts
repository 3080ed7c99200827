import type { PropertySpec, ResourceSpec } from "../../sandbox/spec/resource-spec.ts";
import { mapping } from "./mapping.ts";
import { type Difference, differences, everywhere } from "./provider-differences.ts";
import { readPublished } from "./service-spec.ts";
import { type Fields, fieldAt, type Translation, translate } from "./translate.ts";
import { readTypings } from "./typings.ts";

/** A type's line in the table, and what the hand-written files owe it. */
export interface Built {
  readonly spec: ResourceSpec;
  /** Published properties that replace and of which `mapping.ts` does not say where they went. */
  readonly unexplained: readonly string[];
  /** Hand-written lines that change nothing. */
  readonly idle: readonly string[];
}

const nothingPublished = { name: "", stateful: false, properties: [] };

/** Puts together what the provider's typings, AWS's specification and the hand-written differences say about a type. */
export function buildSpec(type: string, cloudFormation: string | null): Built {
  const { inputs, outputs } = readTypings(type);
  const published = cloudFormation === null ? nothingPublished : readPublished(cloudFormation);
  const found = translate(published, inputs, mapping[type] ?? {});
  if (!type.startsWith("pulumi:")) {
    for (const input of everywhere.flatMap(({ replaces }) => replaces).filter((name) => inputs[name] !== undefined)) {
      found.replaces.add(input);
    }
  }
  const idle = (differences[type] ?? []).flatMap((difference) => apply(difference, found));
  const named = [...found.replaces, ...found.mayReplace, ...found.allowed.keys()];
  const unknown = named.filter((path) => fieldAt(inputs, path) === undefined);
  if (unknown.length > 0) {
    throw new Error(
      `${type}: no input ${unknown.join(", ")}: correct tools/spec/mapping.ts or provider-differences.ts`,
    );
  }
  const spec: ResourceSpec = {
    inputs: withAllowed(inputs, found.allowed, ""),
    outputs,
    replaces: [...found.replaces].sort(),
    ...(found.mayReplace.size > 0 ? { mayReplace: [...found.mayReplace].sort() } : {}),
    ...(published.stateful ? { stateful: true } : {}),
    ...(inputs.tags === undefined ? {} : { taggable: true }),
    ...(cloudFormation === null ? {} : { cloudFormation }),
    ...(found.unmapped.length > 0 ? { unmapped: found.unmapped.sort() } : {}),
  };
  return { spec, unexplained: found.unexplained, idle: [...found.idle, ...idle] };
}

/** Applies a difference and returns what of it was so already. */
function apply(difference: Difference, found: Translation): string[] {
  const { replaces, mayReplace, allowed } = found;
  const idle: string[] = [];
  const put = (inputs: readonly string[] | undefined, into: Set<string> | undefined): void => {
    for (const input of inputs ?? []) {
      const others = [replaces, mayReplace].filter((set) => set !== into);
      const moved = others.map((set) => set.delete(input)).includes(true);
      if (into === undefined ? !moved : into.has(input)) {
        idle.push(input);
      }
      into?.add(input);
    }
  };
  put(difference.replaces, replaces);
  put(difference.mayReplace, mayReplace);
  put(difference.updates, undefined);
  for (const [input, values] of Object.entries(difference.allowed ?? {})) {
    allowed.set(input, values);
  }
  return idle;
}

function withAllowed(fields: Fields, allowed: Translation["allowed"], path: string): Record<string, PropertySpec> {
  const entries = Object.entries(fields).map(([name, field]): [string, PropertySpec] => {
    const kind = field.of ?? field.kind;
    // An enumeration in the specification can be a boolean in the provider.
    const values = (allowed.get(`${path}${name}`) ?? []).filter((value) => typeof value === kind);
    const inside = field.fields && withAllowed(field.fields, allowed, `${path}${name}.`);
    return [
      name,
      { ...field, ...(inside ? { fields: inside } : {}), ...(values.length > 0 ? { allowed: values } : {}) },
    ];
  });
  return Object.fromEntries(entries);
}
