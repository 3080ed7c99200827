/** A block of a stack's configuration as it came: parsed, and not checked. */
export type Values = Readonly<Record<string, unknown>>;
