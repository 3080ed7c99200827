import fc from "fast-check";
import { type Edit, edited, type Place, placesIn } from "./edits.ts";
import type { Seed } from "./seeds.ts";

/** A file in which something is a little wrong. */
export function mutated(values: object, seed: Seed): fc.Arbitrary<unknown> {
  const places = placesIn(values).filter(({ length }) => length > 1);
  return fc.constantFrom(...places).chain((place) => {
    const value = valueAt(values, place);
    const changes: fc.Arbitrary<unknown>[] = [
      otherKind(value).map((other) => edited(values, { place, value: other })),
      fc.constant(edited(values, { place, value: undefined })),
      strayKey(values, place),
      fc.constantFrom(...places).map((from) => edited(values, { place, value: valueAt(values, from) })),
      twice(values, place),
    ];
    const near = nearby(value, seed);
    return fc.oneof(...changes, ...(near ? [near.map((other) => edited(values, { place, value: other }))] : []));
  });
}

/** What stands at a place. */
function valueAt(values: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (value, step) => (Object.hasOwn(Object(value), step) ? Reflect.get(Object(value), step) : undefined),
    values,
  );
}

function otherKind(value: unknown): fc.Arbitrary<unknown> {
  return fc.constantFrom<unknown>(null, true, 0, -1, 1.5, "", "x", "17", [], [value], {}, { x: value }, String(value));
}

/** A number just out of range, a text that is misspelt, a list with too much. */
function nearby(value: unknown, { names }: Seed): fc.Arbitrary<unknown> | undefined {
  if (typeof value === "number") {
    return fc.constantFrom(value + 1, value - 1, -value, value * 1000, value + 0.5, 2 ** 53, -(2 ** 31), 0);
  }
  if (typeof value === "string") {
    const { length } = value;
    const at = fc.nat({ max: Math.max(0, length - 1) });
    return fc.oneof(
      at.map((index) => value.slice(0, index) + value.slice(index + 1)),
      at.map(
        (index) =>
          `${value.slice(0, index)}${value
            .slice(index, index + 2)
            .split("")
            .reverse()
            .join("")}${value.slice(index + 2)}`,
      ),
      fc.constantFrom(
        value.toUpperCase(),
        ` ${value}`,
        `${value} `,
        `${value}/`,
        `${value}\n`,
        `-${value}`,
        value.repeat(40),
        `${value}x`,
      ),
      fc.constantFrom(...(names.length > 0 ? names : ["main"])),
    );
  }
  return Array.isArray(value)
    ? fc.constantFrom<unknown>([...value, ...value], [...value].reverse(), [...value, null])
    : undefined;
}

/** A key that does not belong there: misspelt, of JavaScript, or nothing that anybody knows. */
function strayKey(values: object, place: Place): fc.Arbitrary<unknown> {
  const parent = place.slice(0, -1);
  const own = String(place.at(-1));
  const names = [
    "because",
    "unknown",
    own.slice(1),
    `${own}s`,
    own.toUpperCase(),
    "toString",
    "constructor",
    "hasOwnProperty",
  ];
  return fc
    .constantFrom(...names)
    .map((name) => edited(values, { place: [...parent, name], value: valueAt(values, place) }));
}

/** The same thing under another name, or twice in a list: two routes, two services, two receivers. */
function twice(values: object, place: Place): fc.Arbitrary<unknown> {
  const last = place.at(-1);
  const copy: Edit = {
    place: [...place.slice(0, -1), typeof last === "number" ? last + 1 : `${last}-2`],
    value: structuredClone(valueAt(values, place)),
  };
  return fc.constant(edited(values, copy));
}
