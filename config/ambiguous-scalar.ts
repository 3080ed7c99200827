interface Ambiguity {
  readonly pattern: RegExp;
  /** What some readers of YAML take it for. */
  readonly takenFor: string;
}

/**
 * Plain scalars that readers of YAML 1.1, of YAML 1.2 and the engine's own do not all read alike, or that lose their
 * spelling when they are read.
 */
const ambiguities: readonly Ambiguity[] = [
  { pattern: /^\d{4}-\d{1,2}-\d{1,2}([Tt\s].*)?$/, takenFor: "a date" },
  { pattern: /^(y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/, takenFor: "true or false" },
  { pattern: /^[-+]?0[0-9_]+$/, takenFor: "an octal number" },
  { pattern: /^[-+]?0[xXoObB][0-9a-fA-F_]+$/, takenFor: "a number of another base" },
  { pattern: /^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$/, takenFor: "a number of base 60" },
  {
    pattern: /^[-+]?(\d[\d_]*_[\d_]*(\.[\d_]*)?|\d+\.[\d_]*_[\d_]*)([eE][-+]?\d+)?$/,
    takenFor: "a number without its _",
  },
  { pattern: /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/, takenFor: "no finite number" },
  { pattern: /^(<<|=)$/, takenFor: "a merge" },
];

const number = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;

/** What a plain, unquoted scalar may be taken for instead of what it looks like; undefined when all readers agree. */
export function takenFor(plain: string): string | undefined {
  const known = ambiguities.find(({ pattern }) => pattern.test(plain));
  if (known) {
    return known.takenFor;
  }
  // 1.10 becomes 1.1, 1e3 becomes 1000, and of a commit in digits only the first sixteen are left.
  return number.test(plain) && String(Number(plain)) !== plain ? `the number ${Number(plain)}` : undefined;
}

/**
 * Whether the engine refuses the file because of this plain scalar within `{…}` or `[…]`: its reader (gopkg.in/yaml.v3
 * 3.0.1) takes a `?` anywhere and a `:` in front for the beginning of a key, which YAML 1.2 does not.
 */
export function breaksFlow(plain: string): boolean {
  return plain.includes("?") || plain.startsWith(":");
}
