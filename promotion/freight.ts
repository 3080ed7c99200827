import { createHash } from "node:crypto";
import type { Values } from "../config/values.ts";
import { canonicalJson } from "../lib/canonical-json.ts";

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

/** The freight of an app, a release as it stands in a stack file, and a program. */
export function freightOf(parts: Pick<Freight, "app" | "release" | "program">): Freight {
  const { app, program } = parts;
  const release = withoutRollbackOf(parts.release);
  return { id: hashOf({ app, release, program }), pair: pairOf(app, release), program, app, release };
}

/** Hash of an app and a release, whichever program they are deployed with. */
export function pairOf(app: Values, release: Values): string {
  return hashOf({ app, release: withoutRollbackOf(release) });
}

/** As people see an id: the first 12 digits. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** `rollbackOf` says how a release came to its place, and not what it is. */
function withoutRollbackOf(release: Values): Values {
  const { rollbackOf, ...rest } = release;
  return rest;
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
