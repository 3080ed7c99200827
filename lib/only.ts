/** The one element of a list that must have exactly one. */
export function only<T>(items: readonly T[]): T {
  const [first, ...others] = items;
  if (first === undefined || others.length) {
    throw new Error(`expected one element and got ${items.length}`);
  }
  return first;
}
