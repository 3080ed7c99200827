/** One thing that was found in a compose file, and what became of it. */
export interface Finding {
  /** Where it stands: `web.ports`. */
  readonly about: string;
  readonly says: string;
}

/** What became of everything in a compose file. */
export interface Findings {
  /** What has a key of slipway's now. */
  readonly mapped: Finding[];
  /** What the file does not say, so that it was taken for the likeliest: to be looked at. */
  readonly assumed: Finding[];
  /** What has no key, why, and what to do. */
  readonly left: Finding[];
}

/** Nothing found yet. */
export function noFindings(): Findings {
  return { mapped: [], assumed: [], left: [] };
}
