import type { Values } from "../config/values.ts";

/**
 * What moves as one, by Kargo's word: an app, one build of it, and the program that makes an environment of both. Its
 * id is computed and never written into a stack file.
 */
export interface Freight {
  /** SHA-256 over the canonical JSON of the three: 64 hexadecimal digits. */
  readonly id: string;
  /** The same without the program: what a change of a stack file can be judged by. */
  readonly pair: string;
  /** SHA-256 over the git objects of the program (`program.ts`). */
  readonly program: string;
  /** `slipway:app` as it was deployed. */
  readonly app: Values;
  /** `slipway:release` as it was deployed, without `rollbackOf`. */
  readonly release: Values;
}

/** As people see an id: the first 12 digits. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}
