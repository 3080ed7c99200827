import fc from "fast-check";
import { alternatives, below, named, type Pattern, patternsOf, type Schema, stackSchema } from "./schema.ts";
import type { Seed } from "./seeds.ts";
import { nameFor, valueFor } from "./values.ts";

/** Where a value of a stack file is. */
export type Place = readonly (string | number)[];

/** A change of a stack file: a value at a place, or nothing in its stead. */
export interface Edit {
  readonly place: Place;
  readonly value: unknown;
}

/** All that a stack file can say in our own four keys. */
export const patterns: readonly Pattern[] = patternsOf().filter(
  ([top, block]) => top === "config" && block !== undefined,
);

/** A file with a change made; the file that is given stays as it is. */
export function edited(values: unknown, { place, value }: Edit): unknown {
  const [step, ...deeper] = place;
  if (step === undefined) {
    return value;
  }
  const inside = Array.isArray(values) ? [...values] : { ...Object(values) };
  const next = edited(Reflect.get(Object(values), step), { place: deeper, value });
  if (Array.isArray(inside) && next === undefined) {
    inside.splice(Number(step), 1);
  } else if (next === undefined) {
    Reflect.deleteProperty(inside, step);
  } else {
    // Not by assignment, which would set a prototype.
    Object.defineProperty(inside, step, { value: next, enumerable: true, configurable: true, writable: true });
  }
  return inside;
}

/** Changes by which a stack says something that the schema allows at some key, or does not say it any more. */
export function edits(seed: Seed): fc.Arbitrary<Edit> {
  const added = fc.constantFrom(...patterns).chain((wanted) => editAt(seed, wanted));
  const removed = fc.constantFrom(...removable(seed.values)).map((place) => ({ place, value: undefined }));
  return fc.oneof({ weight: 6, arbitrary: added }, { weight: 1, arbitrary: removed });
}

/** A change that makes the stack say something at `wanted`. */
function editAt(seed: Seed, wanted: Pattern): fc.Arbitrary<Edit> {
  return descend({ seed, wanted, depth: 0, schemas: [stackSchema], value: seed.values, place: [] });
}

interface Descent {
  readonly seed: Seed;
  readonly wanted: Pattern;
  readonly depth: number;
  readonly schemas: readonly Schema[];
  readonly value: unknown;
  readonly place: Place;
}

/** Goes down while the stack has something there; what is missing from there on is generated. */
function descend(descent: Descent): fc.Arbitrary<Edit> {
  const { seed, wanted, depth, schemas, value, place } = descent;
  const [step, at] = [wanted[depth], wanted.slice(0, depth)];
  const fits = schemas.flatMap(alternatives).filter((schema) => step === undefined || below(schema, step).length > 0);
  const here = fits.filter((schema) => isOf(schema, value));
  if (step === undefined || here.length === 0) {
    const rest = wanted.slice(depth);
    return fc
      .oneof(...(fits.length > 0 ? fits : schemas).map((schema) => valueFor(schema, { seed, at }, rest)))
      .map((made) => ({ place, value: made }));
  }
  const into = (key: string | number) =>
    descend({
      ...descent,
      depth: depth + 1,
      schemas: here.flatMap((one) => below(one, step)),
      value: Reflect.get(Object(value), key),
      place: [...place, key],
    });
  if (step !== "*" && step !== "[]") {
    return into(step);
  }
  const keys = Array.isArray(value) ? [...value.keys(), value.length] : Object.keys(Object(value));
  const fresh = step === "*" ? fc.oneof(...here.map((one) => nameFor(one, { seed, at }))).chain(into) : undefined;
  const known = keys.length > 0 ? fc.constantFrom(...keys).chain(into) : undefined;
  return fc.oneof(
    ...(known ? [{ weight: 3, arbitrary: known }] : []),
    ...(fresh ? [{ weight: 1, arbitrary: fresh }] : []),
  );
}

/** Whether a value is of this alternative: of its kind, and with the words in it that tell alternatives apart. */
function isOf(schema: Schema, value: unknown): boolean {
  if (Array.isArray(value)) {
    return schema.type === "array";
  }
  if (typeof value !== "object" || value === null || schema.type !== "object") {
    return false;
  }
  return (
    named(schema) !== undefined ||
    Object.entries(schema.properties ?? {}).every(
      ([key, { const: word }]) => word === undefined || Reflect.get(value, key) === word,
    )
  );
}

/** Every place of a file that has something, from the four keys downwards. */
export function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inside]) => {
    const next = [...place, Array.isArray(value) ? Number(key) : key];
    return [next, ...placesIn(inside, next)];
  });
}

function removable(values: object): Place[] {
  return placesIn(values).filter(({ length }) => length > 2);
}
