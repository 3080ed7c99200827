import fc from "fast-check";
import { alternatives, below, named, type Pattern, type Schema, takesText } from "./schema.ts";
import { type Seed, seeds } from "./seeds.ts";

/** What a value is made for: the stack that it becomes part of, and where it will stand. */
interface Spot {
  readonly seed: Seed;
  readonly at: Pattern;
}

/** Of each schema, since several may stand at one place: a web service and a worker. */
const made = new WeakMap<Schema, Map<string, fc.Arbitrary<unknown>>>();

/** Values that the schema takes at a place, which hold something at `wanted` below it. */
export function valueFor(schema: Schema, spot: Spot, wanted: Pattern = []): fc.Arbitrary<unknown> {
  const ofSchema = made.get(schema) ?? new Map<string, fc.Arbitrary<unknown>>();
  made.set(schema, ofSchema);
  const key = JSON.stringify([spot.seed.name, spot.at, wanted]);
  const known = ofSchema.get(key) ?? anyOf(schema, spot, wanted);
  ofSchema.set(key, known);
  return known;
}

function anyOf(schema: Schema, spot: Spot, wanted: Pattern): fc.Arbitrary<unknown> {
  const [step] = wanted;
  const all = alternatives(schema);
  const fitting = step === undefined ? all : all.filter((one) => below(one, step).length > 0);
  return fc.oneof(...(fitting.length > 0 ? fitting : all).map((one) => plainFor(one, spot, wanted)));
}

function plainFor(schema: Schema, spot: Spot, wanted: Pattern): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) {
    return fc.constant(schema.const);
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  switch (schema.type) {
    case "object":
      return named(schema) ? mappingFor(schema, spot, wanted) : objectFor(schema, spot, wanted);
    case "array":
      return listFor(schema, spot, wanted);
    case "string":
      return textFor(schema, spot);
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return numberFor(schema, spot);
    default:
      throw new Error(`the fuzz knows no ${schema.type} at ${spot.at.join(".")}: add it to test/fuzz/values.ts`);
  }
}

function objectFor(schema: Schema, { seed, at }: Spot, [wanted, ...deeper]: Pattern): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).map(([key, inside]) => {
    const spot = { seed, at: [...at, key] };
    if (key === wanted) {
      return valueFor(inside, spot, deeper);
    }
    const value = later(() => valueFor(inside, spot));
    return required.includes(key)
      ? value
      : fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
  });
  return fc
    .tuple(...fields)
    .map((values) =>
      Object.fromEntries(
        Object.keys(properties).flatMap((key, index) => (values[index] === undefined ? [] : [[key, values[index]]])),
      ),
    );
}

/** A generator that is made when it is needed: most keys are left out. */
function later(make: () => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.constant(undefined).chain(make);
}

function mappingFor(schema: Schema, { seed, at }: Spot, [wanted, ...deeper]: Pattern): fc.Arbitrary<unknown> {
  const inside = named(schema) ?? {};
  const entry = fc.tuple(
    nameFor(schema, { seed, at }),
    valueFor(inside, { seed, at: [...at, "*"] }, wanted === "*" ? deeper : []),
  );
  const size = { minLength: wanted === "*" ? 1 : 0, maxLength: 2 };
  return fc.uniqueArray(entry, { ...size, selector: ([name]) => name }).map((entries) => Object.fromEntries(entries));
}

/** A name for something new, or one that stands elsewhere in the stack and may be meant here. */
export function nameFor({ propertyNames = { type: "string" } }: Schema, { seed, at }: Spot): fc.Arbitrary<string> {
  const used = [...keysAt(seed, at), ...seed.names].filter((name) => takesText(propertyNames, name));
  const fresh = fc
    .constantFrom("blue", "a", "z-9", "orders-2", "BLUE", "A1", "Z_9", "ORDERS")
    .filter((name) => takesText(propertyNames, name));
  return fc.oneof(...(used.length > 0 ? [{ weight: 3, arbitrary: fc.constantFrom(...used) }] : []), {
    weight: 1,
    arbitrary: fc.oneof(fresh, matching(propertyNames)),
  });
}

function keysAt({ at }: Seed, pattern: Pattern): string[] {
  return (at.get(pattern.join(" ")) ?? []).flatMap((value) => Object.keys(Object(value)));
}

function listFor({ items = {}, minItems = 0, maxItems = 3 }: Schema, { seed, at }: Spot, [wanted, ...deeper]: Pattern) {
  const item = valueFor(items, { seed, at: [...at, "[]"] }, wanted === "[]" ? deeper : []);
  const minLength = Math.max(minItems, wanted === "[]" ? 1 : 0);
  return fc.uniqueArray(item, {
    minLength,
    maxLength: Math.max(minLength, Math.min(maxItems, 3)),
    selector: (one) => JSON.stringify(one),
  });
}

const words = fc.constantFrom(
  "x",
  "main",
  "a b",
  "/",
  "true",
  "17",
  "--flag=1",
  "it's",
  'say "hi"',
  "å€😀",
  "$HOME",
  "a: b # c",
);

function textFor(schema: Schema, { seed, at }: Spot): fc.Arbitrary<string> {
  const isPlain = schema.pattern === undefined && schema.allOf === undefined;
  const own = textsAt(seed, at);
  const known = seeds.flatMap((other) => textsAt(other, at));
  const likely = [...(isPlain ? [] : textsIn(seed)), ...seed.names].filter((text) => takesText(schema, text));
  const other = isPlain ? words : matching(schema);
  const of = (weight: number, texts: readonly string[]) =>
    texts.length > 0 ? [{ weight, arbitrary: fc.constantFrom(...texts) }] : [];
  return fc
    .oneof(...of(4, own), ...of(2, known), ...of(3, likely), ...of(3, saidIn(schema)), { weight: 1, arbitrary: other })
    .filter((text) => takesText(schema, text));
}

/** What the description gives as an example: what it quotes, and what follows "like". */
function saidIn(schema: Schema): string[] {
  const said = [...(schema.description ?? "").matchAll(/"([^"]+)"|\blike (\S+)|: ([\w./*-]+),/g)];
  return said
    .flatMap(([, quoted, like, listed]) => quoted ?? like ?? listed ?? [])
    .filter((text) => takesText(schema, text));
}

function textsAt({ at }: Seed, pattern: Pattern): string[] {
  return (at.get(pattern.join(" ")) ?? []).filter((value) => typeof value === "string");
}

function textsIn({ at }: Seed): string[] {
  return [...new Set([...at.values()].flat().filter((value) => typeof value === "string"))];
}

/** Texts that fit a pattern: what looks ahead is left out to make them, and asked afterwards. */
function matching(schema: Schema): fc.Arbitrary<string> {
  const [pattern = "^[a-z]{1,12}$"] = [schema, ...(schema.allOf ?? [])].flatMap((one) => one.pattern ?? []);
  const ahead = /\(\?<?[=!](?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*\)/g;
  return fitting(pattern.replaceAll(ahead, ""))
    .map((text) => text.slice(0, schema.maxLength))
    .filter((text) => takesText(schema, text));
}

/** By the pattern: to make one takes longer than to read a stack file. */
const texts = new Map<string, fc.Arbitrary<string>>();

function fitting(pattern: string): fc.Arbitrary<string> {
  const known = texts.get(pattern) ?? fc.stringMatching(new RegExp(pattern, "u"), { size: "small" });
  texts.set(pattern, known);
  return known;
}

function numberFor(schema: Schema, { seed, at }: Spot): fc.Arbitrary<number> {
  const { minimum: min = 0, maximum: max = 1_000_000, type } = schema;
  const known = [seed, ...seeds].flatMap((other) =>
    (other.at.get(at.join(" ")) ?? []).filter((value) => typeof value === "number"),
  );
  const middle =
    type === "integer" ? fc.integer({ min, max: Math.min(max, min + 100) }) : fc.constantFrom(min, min + 0.5, max);
  const inRange = known.filter((value) => value >= min && value <= max);
  return fc.oneof(
    ...(inRange.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...inRange) }] : []),
    { weight: 3, arbitrary: middle },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );
}
