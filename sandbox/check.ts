import type { Model, Rule, Values } from "./model.ts";
import type { PropertySpec, ResourceSpec } from "./spec/resource-spec.ts";

/** What is wrong with one input. */
export interface Refusal {
  /** Top-level input; empty when the whole is meant. */
  readonly property: string;
  readonly reason: string;
}

/** Inputs of a resource, to be checked on their own. */
export interface Checked {
  readonly type: string;
  readonly model: Model;
  readonly spec: ResourceSpec;
  /** Inputs that are known; one that is not known yet is absent here and named in `unknown`. */
  readonly inputs: Values;
  /** Top-level inputs that are not known yet, in whole or in part. @default none */
  readonly unknown?: ReadonlySet<string>;
}

/**
 * All that is wrong with a resource's inputs, before it is planned or made: properties that the provider does not have,
 * required ones that are missing, values that AWS does not allow, and the model's own rules.
 */
export function checkInputs({ type, model, spec, inputs, unknown = new Set() }: Checked): readonly Refusal[] {
  const refusals: Refusal[] = [];
  for (const [property, value] of Object.entries(inputs)) {
    const known = spec.inputs[property];
    if (known) refusals.push(...checkValue(known, value, property, property, unknown.has(property)));
    else if (property !== "__defaults")
      refusals.push({ property, reason: `${type} has no input ${property} (known inputs are in sandbox/spec/)` });
  }
  for (const [property, known] of Object.entries(spec.inputs))
    if (known.required && inputs[property] === undefined && !unknown.has(property))
      refusals.push({ property, reason: `missing required property ${property}` });
  if (spec.taggable) refusals.push(...illegalTags(inputs.tags));
  if (refusals.length > 0) return refusals;
  return refusalsOfKnown(model.checks ?? [], inputs, unknown);
}

/**
 * What the rules refuse by what is known alone. To a rule, an input that is not known yet looks as if it were absent: so
 * a refusal counts only if the rule has not looked at one. The same rule is asked again before the resource is made.
 */
function refusalsOfKnown(rules: readonly Rule<Values>[], inputs: Values, unknown: ReadonlySet<string>): Refusal[] {
  let looked = false;
  const watched = { ...inputs };
  for (const key of unknown) {
    Object.defineProperty(watched, key, {
      enumerable: true,
      get() {
        looked = true;
        return inputs[key];
      },
    });
  }
  return rules.flatMap((rule) => {
    looked = false;
    const reason = rule.refuse(watched);
    return reason === undefined || looked ? [] : [{ property: "", reason }];
  });
}

/** Source: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html, "Tag naming limits". */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const tagLimits = { key: 128, value: 256 };

function illegalTags(tags: unknown): readonly Refusal[] {
  if (typeof tags !== "object" || tags === null) return [];
  return Object.entries(tags).flatMap(([key, value]) => {
    const text = String(value);
    const legal =
      tagText.test(key) && tagText.test(text) && key.length <= tagLimits.key && text.length <= tagLimits.value;
    const reason = `tag ${key} is ${JSON.stringify(text)}: AWS takes letters, digits, spaces and _.:/=+-@, at most 128 in a key and 256 in a value`;
    return legal ? [] : [{ property: "tags", reason }];
  });
}

function checkValue(
  spec: PropertySpec,
  value: unknown,
  property: string,
  path: string,
  partlyUnknown: boolean,
): readonly Refusal[] {
  if (value === undefined || value === null) return [];
  if (spec.allowed && !isAllowed(spec.allowed, value))
    return [{ property, reason: `${path} is ${JSON.stringify(value)}: allowed is ${spec.allowed.join(", ")}` }];
  if (!fitsKind(spec.kind, value))
    return [{ property, reason: `${path} is ${JSON.stringify(value)}: it takes a ${spec.kind}` }];
  const { fields } = spec;
  if (!fields) return [];
  const objects = spec.kind === "list" ? value : spec.kind === "map" ? Object.values(value) : [value];
  return (Array.isArray(objects) ? objects : []).flatMap((object: unknown, at) =>
    checkFields(fields, object, property, spec.kind === "list" ? `${path}[${at}]` : path, partlyUnknown),
  );
}

function checkFields(
  fields: Readonly<Record<string, PropertySpec>>,
  object: unknown,
  property: string,
  path: string,
  partlyUnknown: boolean,
): readonly Refusal[] {
  if (typeof object !== "object" || object === null) return [];
  const values: Values = { ...object };
  const missing = Object.entries(fields)
    .filter(([field, { required }]) => required && values[field] === undefined && !partlyUnknown)
    .map(([field]) => ({ property, reason: `missing required property ${path}.${field}` }));
  const wrong = Object.entries(values).flatMap(([field, value]) => {
    const spec = fields[field];
    if (spec) return checkValue(spec, value, property, `${path}.${field}`, partlyUnknown);
    return field === "__defaults" ? [] : [{ property, reason: `${path} has no field ${field}` }];
  });
  return [...missing, ...wrong];
}

function isAllowed(allowed: readonly (string | number)[], value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => isAllowed(allowed, one));
  return allowed.some((one) => one === value || String(one) === String(value));
}

/** Scalars are turned into each other by the provider, so only their being scalars counts. */
function fitsKind(kind: PropertySpec["kind"], value: unknown): boolean {
  if (kind === "any") return true;
  if (kind === "list") return Array.isArray(value);
  const isObject = typeof value === "object" && !Array.isArray(value);
  return kind === "map" || kind === "object" ? isObject : typeof value !== "object";
}
