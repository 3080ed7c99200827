/**
 * The same value with the keys of all its mappings in order, so that of two that are alike it is always the same one
 * that is told to be the second, in whichever order they stand in a file.
 */
export function inKeyOrder<T>(value: T): T;
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => inKeyOrder(item));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const members = Object.entries(value).map(([key, member]): [string, unknown] => [key, inKeyOrder(member)]);
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
}
