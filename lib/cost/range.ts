/** A number as it may turn out: at least, as one may expect, at most. */
export interface Range {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** What is the same however the month goes. */
export function always(amount: number): Range {
  return { low: amount, expected: amount, high: amount };
}

/** All of them together. */
export function sum(ranges: readonly Range[]): Range {
  const add = (a: Range, b: Range) => ({
    low: a.low + b.low,
    expected: a.expected + b.expected,
    high: a.high + b.high,
  });
  return ranges.reduce(add, always(0));
}

/** Each end times that of the other. */
export function times(range: Range, by: Range | number): Range {
  const factor = typeof by === "number" ? always(by) : by;
  return {
    low: range.low * factor.low,
    expected: range.expected * factor.expected,
    high: range.high * factor.high,
  };
}
