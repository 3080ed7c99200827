import type { ReadLine } from "./read-logs.ts";

/** Lines come to CloudWatch late, and not in order: so much is read once more. */
const lateMilliseconds = 15_000;
/** Where nothing comes: how much the clocks of this machine and of AWS may differ, besides. */
const quietMilliseconds = 120_000;

export interface TailMeans {
  /** All lines since then, milliseconds since 1970, the oldest first. */
  readonly linesSince: (from: number) => AsyncGenerator<ReadLine>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A log at which one looks again and again. */
export interface LogTail {
  /** What came since the last look, each line once. */
  look(): AsyncGenerator<ReadLine>;
}

/** Reads on, from a time on. What was looked through is not asked for again, or a long log would be read whole each time. */
export function logTail(begin: number, { linesSince, now }: TailMeans): LogTail {
  const seen = new Map<string, number>();
  let from = begin;
  let newest = begin;
  return {
    async *look() {
      const begun = now();
      try {
        for await (const { id, at, ...line } of linesSince(from)) {
          if (seen.has(id)) continue;
          seen.set(id, at);
          newest = Math.max(newest, at);
          forget(seen, newest - lateMilliseconds);
          yield { id, at, ...line };
        }
        from = Math.max(from, begun - quietMilliseconds);
      } finally {
        from = Math.max(from, newest - lateMilliseconds);
      }
    },
  };
}

/** They came in the order of their times, but for those that were late. */
function forget(seen: Map<string, number>, before: number): void {
  for (const [id, at] of seen) {
    if (at >= before) return;
    seen.delete(id);
  }
}
