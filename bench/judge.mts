/** Least, middle and most of some numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Something that the project promises, and whether it was kept. */
export interface Verdict {
  readonly what: string;
  readonly value: number;
  readonly atMost: number;
  readonly isKept: boolean;
}

/** Least, middle and most; of an even number of them the upper one of the two in the middle. */
export function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (index: number) => {
    const number = sorted[index];
    if (number === undefined) {
      throw new Error("there is no middle of no numbers");
    }
    return number;
  };
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) };
}

/** A promise and what was measured. */
export function judge(what: string, value: number, atMost: number): Verdict {
  return { what, value, atMost, isKept: value <= atMost };
}
