import * as z from "zod";

import { at, type Path } from "./path.ts";

/** A node of a schema without its wrappers, and what the reference says of it. */
export interface SchemaNode {
  readonly schema: z.core.$ZodType;
  readonly description: string | undefined;
  readonly optional: boolean;
}

/** Takes off `optional` and the like; the outermost description counts. */
export function unwrap(schema: z.core.$ZodType): SchemaNode {
  let current = schema;
  let description = z.globalRegistry.get(current)?.description;
  let optional = false;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodExactOptional ||
    current instanceof z.ZodNonOptional
  ) {
    optional ||= !(current instanceof z.ZodNonOptional);
    current = current.unwrap();
    description ??= z.globalRegistry.get(current)?.description;
  }
  return { schema: current, description, optional };
}

/** The node that describes the value at `path` of `whole`; where there are alternatives, the one that `whole` takes. */
export function nodeAt(root: z.core.$ZodType, path: Path, whole: unknown): SchemaNode | undefined {
  const node = unchosenAt(root, path, whole);
  return node && { ...node, schema: chosen(node.schema, at(whole, path)) };
}

/** Keys of a mapping that may stand somewhere; none of what is no mapping with keys of its own. */
export interface Alternative {
  readonly keys: readonly string[];
  readonly required: readonly string[];
}

/** What the value at `path` may be, where there is a choice. */
export function alternativesAt(root: z.core.$ZodType, path: Path, whole: unknown): readonly Alternative[] {
  const schema = unchosenAt(root, path, whole)?.schema;
  return schema instanceof z.ZodUnion ? schema.options.map(alternative) : [];
}

/** Keys that a schema knows at `path`, of each of its alternatives. */
export function keysAt(root: z.core.$ZodType, path: Path): readonly string[] {
  const schema = unchosenAt(root, path, undefined)?.schema;
  const options = schema instanceof z.ZodUnion ? schema.options : schema === undefined ? [] : [schema];
  return options.flatMap((option) => alternative(option).keys);
}

function alternative(option: z.core.$ZodType): Alternative {
  const node = unwrap(option);
  return {
    keys: node.schema instanceof z.ZodObject ? Object.keys(node.schema.shape) : [],
    required: requiredKeys(node),
  };
}

/** Keys that a mapping has to have. */
export function requiredKeys(node: SchemaNode | undefined): readonly string[] {
  const shape = node?.schema instanceof z.ZodObject ? node.schema.shape : {};
  return Object.keys(shape).filter((key) => !unwrap(shape[key]).optional);
}

/** The node at `path`, with all its alternatives. */
function unchosenAt(root: z.core.$ZodType, path: Path, whole: unknown): SchemaNode | undefined {
  let node: SchemaNode | undefined = unwrap(root);
  let value = whole;
  for (const part of path) {
    const child: z.core.$ZodType | undefined = childOf(chosen(node.schema, value), part);
    if (child === undefined) {
      return undefined;
    }
    node = unwrap(child);
    value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
  }
  return node;
}

/** The alternative of a union that `value` is meant to be: of its kind, and with the most keys in common. */
function chosen(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (!(schema instanceof z.ZodUnion)) {
    return schema;
  }
  const options = schema.options.map((option) => unwrap(option).schema);
  if (typeof value !== "object" || value === null) {
    return schema;
  }
  const keys = Object.keys(value);
  const common = (option: z.core.$ZodType) =>
    option instanceof z.ZodObject ? keys.filter((key) => Object.hasOwn(option.shape, key)).length : 0;
  const fits = options.filter((option) =>
    Array.isArray(value)
      ? option instanceof z.ZodArray
      : option instanceof z.ZodRecord || (option instanceof z.ZodObject && allowsKind(option, value)),
  );
  return fits.sort((a, b) => common(b) - common(a))[0] ?? schema;
}

/** Whether the fields of `option` that allow one value only, such as `kind`, hold it in `value` or are absent there. */
function allowsKind(option: z.ZodObject, value: object): boolean {
  return Object.entries(option.shape).every(([key, field]) => {
    const literal = unwrap(field).schema;
    const given: unknown = Reflect.get(value, key);
    return (
      !(literal instanceof z.ZodLiteral) || given === undefined || [...literal.values].some((value) => value === given)
    );
  });
}

function childOf(schema: z.core.$ZodType, part: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return schema.shape[part];
  }
  if (schema instanceof z.ZodRecord) {
    return schema.valueType;
  }
  return schema instanceof z.ZodArray ? schema.element : undefined;
}
