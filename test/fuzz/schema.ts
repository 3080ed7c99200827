import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One node of the JSON Schema of a stack file, as far as that schema goes. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

/** Where values of a kind stand: `config`, `slipway:app`, `services`, `*` (any name), `routes`, `[]` (any item). */
export type Pattern = readonly string[];

/** What a stack file may say: the schema that editors read, which is generated from the one that the loader uses. */
export const stackSchema: Schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "..", "config", "stack.schema.json"), "utf8"),
);

/** What a value may be. */
export function alternatives(schema: Schema): readonly Schema[] {
  return (schema.anyOf ?? schema.oneOf)?.flatMap(alternatives) ?? [schema];
}

/** What stands at one step below a schema: in each of its alternatives that has such a step. */
export function below(schema: Schema, step: string): Schema[] {
  return alternatives(schema).flatMap((one) => {
    const next = step === "[]" ? one.items : (one.properties?.[step] ?? (step === "*" ? named(one) : undefined));
    return next ?? [];
  });
}

/** The schema of values whose keys people choose. */
export function named({ additionalProperties }: Schema): Schema | undefined {
  const isSchema = typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0;
  return isSchema ? additionalProperties : undefined;
}

/** All places that the schema knows below one of them, each once; `config` itself is the first. */
export function patternsOf(schema: Schema = stackSchema, pattern: Pattern = []): Pattern[] {
  const found = new Map<string, Pattern>();
  const add = (next: Schema, step: string) => {
    const path = [...pattern, step];
    for (const one of [path, ...patternsOf(next, path)]) {
      found.set(one.join(" "), one);
    }
  };
  for (const one of alternatives(schema)) {
    for (const [key, next] of Object.entries(one.properties ?? {})) {
      add(next, key);
    }
    const item = named(one);
    if (item) {
      add(item, "*");
    }
    if (one.items) {
      add(one.items, "[]");
    }
  }
  return [...found.values()];
}

/** Calls `visit` for each value inside a value that the schema has a place for. */
export function walk(
  value: unknown,
  visit: (pattern: Pattern, value: unknown) => void,
  schemas: readonly Schema[] = [stackSchema],
  pattern: Pattern = [],
): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  for (const [key, inside] of Object.entries(value)) {
    const isKnown = schemas.some((schema) =>
      alternatives(schema).some(({ properties }) => Object.hasOwn(properties ?? {}, key)),
    );
    const step = Array.isArray(value) ? "[]" : isKnown ? key : "*";
    const next = schemas.flatMap((schema) => below(schema, step));
    if (next.length > 0) {
      visit([...pattern, step], inside);
      walk(inside, visit, next, [...pattern, step]);
    }
  }
}

const compiled = new Map<string, RegExp>();

function regularExpression(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? new RegExp(pattern, "u");
  compiled.set(pattern, known);
  return known;
}

/** Whether a text is one that the schema takes. */
export function takesText(schema: Schema, text: string): boolean {
  return alternatives(schema).some(
    ({ type, pattern, enum: words, minLength = 0, maxLength = Number.POSITIVE_INFINITY, allOf = [], const: only }) =>
      type === "string" &&
      (only === undefined || only === text) &&
      (words?.includes(text) ?? true) &&
      (pattern === undefined || regularExpression(pattern).test(text)) &&
      text.length >= minLength &&
      text.length <= maxLength &&
      allOf.every((one) => takesText(one, text)),
  );
}
