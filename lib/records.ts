/** A record with the same keys and each value made from the old one. */
export function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  make: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));
}

/** One record of them all; a later one wins. */
export function merge<Value>(records: readonly Readonly<Record<string, Value>>[]): Record<string, Value> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record)));
}

/** The entries of some keys; one that is not there is left out. */
export function pick<Value>(record: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}

/** The value of a name that must be there: the configuration was checked, so that it is not is a mistake of ours. */
export function found<Value>(record: Readonly<Record<string, Value>>, name: string): Value {
  const value = record[name];
  if (value === undefined) {
    throw new Error(`"${name}" is none of ${Object.keys(record).join(", ") || "nothing at all"}`);
  }
  return value;
}
