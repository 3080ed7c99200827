import type { Verdict } from "./judge.mts";

/** What one part of the benchmark found. */
export interface Found {
  /** Markdown: what was done, and the figures. */
  readonly text: string;
  readonly verdicts: readonly Verdict[];
  /** The same for a program. */
  readonly figures: unknown;
}

/** One part of the benchmark: a section of results.md. */
export interface Part {
  /** What `--only` takes. */
  readonly name: string;
  readonly title: string;
  /** Measures; `tell` says on the way how far it is. */
  measure(tell: (progress: string) => void): Promise<Found>;
}
