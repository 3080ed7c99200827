/** `value[key]` where there is such a thing: for reading what another program has written, and nobody has checked. */
export function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
