import fc from "fast-check";
import { edited, edits } from "./edits.ts";
import { withHostileValue, written } from "./hostile.ts";
import { withHostileText } from "./hostile-text.ts";
import { mutated } from "./mutations.ts";
import { type Seed, seeds } from "./seeds.ts";

/** What a generated file is meant to be; `valid` is by the schema, which knows nothing of what must fit together. */
export const kinds = ["valid", "nearly", "hostile"] as const;

/** One generated stack file. */
export interface Case {
  readonly kind: (typeof kinds)[number];
  readonly seed: Seed;
  readonly text: string;
  /** What is in the file; absent where it was broken as a text. */
  readonly values?: unknown;
}

// Small stacks are planned in a quarter of the time, and most of what can be said can be said in them.
const someSeed = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...seeds.slice(0, 3)) },
  { weight: 1, arbitrary: fc.constantFrom(...seeds.slice(3)) },
);

function changed(seed: Seed, most: number): fc.Arbitrary<object> {
  return fc
    .array(edits(seed), { minLength: 0, maxLength: most })
    .map((all) => Object(all.reduce<unknown>(edited, seed.values)));
}

function of(seed: Seed): fc.Arbitrary<Case> {
  const whole = (kind: Case["kind"]) => (values: unknown) => ({ kind, seed, text: written(values), values });
  const hostile = (text: string): Case => ({ kind: "hostile", seed, text });
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .array(edits(seed), { minLength: 1, maxLength: 3 })
        .map((all) => whole("valid")(all.reduce<unknown>(edited, seed.values))),
    },
    {
      weight: 3,
      arbitrary: changed(seed, 1)
        .chain((values) => mutated(values, seed))
        .map(whole("nearly")),
    },
    { weight: 2, arbitrary: changed(seed, 1).chain(withHostileValue).map(whole("hostile")) },
    { weight: 2, arbitrary: changed(seed, 1).chain(withHostileText).map(hostile) },
  );
}

/** Stack files of all three kinds. */
export const cases: fc.Arbitrary<Case> = someSeed.chain(of);
