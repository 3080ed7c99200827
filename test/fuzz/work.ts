import fc from "fast-check";
import { type Case, cases, kinds } from "./cases.ts";
import { patterns } from "./edits.ts";
import { written } from "./hostile.ts";
import { walk } from "./schema.ts";
import { seeds } from "./seeds.ts";
import { type Outcome, Workshop } from "./trial.ts";

/** Cases that are generated with one seed. */
export const batchSize = 50;

/** What is tried: batches by their numbers, each with a seed of its own. */
export interface Work {
  readonly seed: number;
  readonly batches: readonly number[];
  /** Accepted files that are planned in each batch, at most. */
  readonly plans: number;
}

/** Something that must not be, and the file that shows it. */
export interface Found {
  readonly fault: string;
  readonly kind: Case["kind"];
  /** Stack that the file was made from. */
  readonly from: string;
  readonly text: string;
}

/** What some batches came to. */
export interface Tally {
  /** `valid accepted`, by how many. */
  readonly became: Readonly<Record<string, number>>;
  readonly planned: number;
  /** Keys of the schema that some file had. */
  readonly reached: readonly string[];
  readonly found: readonly Found[];
}

/** What a worker tells: which file it begins with, and what each batch came to. */
export type Told = { readonly begins: Omit<Found, "fault"> } | { readonly tally: Tally };

/** Tries batches one after another. */
export async function work({ seed, batches, plans }: Work, tell: (told: Told) => void): Promise<void> {
  const workshop = new Workshop();
  try {
    // Before anything else was planned: what a stack is by itself.
    for (const own of steady) {
      await workshop.remember(own);
    }
    for (const batch of batches) {
      tell({ tally: await tried(workshop, { seed, batch, plans }, tell) });
    }
  } finally {
    workshop.remove();
  }
}

/** Stacks that are planned again now and then, as they are, after what was added to others and to themselves. */
const steady = seeds.slice(0, 5);

async function tried(
  workshop: Workshop,
  { seed, batch, plans }: { readonly seed: number; readonly batch: number; readonly plans: number },
  tell: (told: Told) => void,
): Promise<Tally> {
  const became: Record<string, number> = {};
  const reached = new Set<string>();
  const found: Found[] = [];
  let planned = 0;
  for (const [index, one] of fc.sample(cases, { seed: seed * 10_000 + batch, numRuns: batchSize }).entries()) {
    const { kind, text, values } = one;
    const begun = { kind, from: one.seed.name, text };
    tell({ begins: begun });
    const isPlanned = planned < plans;
    const outcome: Outcome = await workshop.try(one, { isPlanned, isTurned: index % 8 === 0 });
    const key = `${kind} ${outcome.became}`;
    became[key] = (became[key] ?? 0) + 1;
    planned += outcome.became === "accepted" && isPlanned ? 1 : 0;
    walk(values, (pattern) => reached.add(pattern.join(" ")));
    found.push(...outcome.faults.map((fault) => ({ fault, ...begun })));
  }
  const own = batch % 5 === 0 ? steady[(batch / 5) % steady.length] : undefined;
  if (own !== undefined) {
    const begun = { kind: "valid", from: own.name, text: written(own.values) } as const;
    found.push(...(await workshop.restored(own)).map((fault) => ({ fault, ...begun })));
  }
  return { became, planned, reached: [...reached], found };
}

/** Several tallies as one. */
export function added(tallies: readonly Tally[]): Tally {
  const keys = kinds.flatMap((kind) =>
    ["accepted", "refused", "waiting", "failed"].map((became) => `${kind} ${became}`),
  );
  const sum = (key: string) => tallies.reduce((total, { became }) => total + (became[key] ?? 0), 0);
  return {
    became: Object.fromEntries(keys.map((key) => [key, sum(key)])),
    planned: tallies.reduce((total, one) => total + one.planned, 0),
    reached: [...new Set(tallies.flatMap(({ reached }) => reached))],
    found: tallies.flatMap(({ found }) => found),
  };
}

/** Keys of the schema that no file had. */
export function unreached({ reached }: Tally): string[] {
  const known = new Set(reached);
  return patterns.map((pattern) => pattern.join(" ")).filter((key) => !known.has(key));
}
