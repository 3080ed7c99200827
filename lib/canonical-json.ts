/**
 * The one JSON text of a value (RFC 8785): keys in order of their UTF-16 units at every level, no blanks. Key order and
 * style of the file that a value was written in do not show. What JSON has no word for is refused, and not made `null`.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined);
    const members = entries
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  if (value === null || typeof value === "boolean" || typeof value === "string" || Number.isFinite(value)) {
    return JSON.stringify(value);
  }
  throw new TypeError(`${String(value)} cannot be written as JSON`);
}
