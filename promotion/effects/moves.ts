import { isDeepStrictEqual } from "node:util";
import { formatPath, type Path } from "../../config/path.ts";
import type { Values } from "../../config/values.ts";

/** What moves as one, without the program. */
export interface Pair {
  readonly app: Values;
  readonly release: Values;
}

/** One field that two configurations disagree on. */
export interface Move {
  /** `app.services.api.health.path`, `release.images.api`. */
  readonly path: string;
  /** Absent where there was none. */
  readonly from?: unknown;
  /** Absent where there is none any more. */
  readonly to?: unknown;
}

/** What a promotion would carry into a stage. */
export interface Moves {
  /** Nothing is there yet: all of it comes. */
  readonly isFirst: boolean;
  readonly app: readonly Move[];
  readonly release: readonly Move[];
}

/** What separates two pairs, field by field; what a release goes back from never moves. */
export function movesBetween(from: Pair | undefined, to: Pair): Moves {
  return {
    isFirst: from === undefined,
    app: fieldsBetween("app", from?.app, to.app),
    release: fieldsBetween("release", from && moving(from.release), moving(to.release)),
  };
}

function moving({ rollbackOf: _, ...release }: Values): Values {
  return release;
}

/**
 * Fields of a block that are not the same in both. A list is one field, since its order is part of what it says, and so
 * is a thing that only one of them has.
 */
function fieldsBetween(block: string, from: Values | undefined, to: Values | undefined): Move[] {
  return between([block], from ?? {}, to ?? {}, false);
}

/** The same of two places, where nothing is a thing of its own: each tunes what the app declares. */
export function placesBetween(from: Values, to: Values): Move[] {
  return between(["environment"], from, to, true);
}

function between(path: Path, from: unknown, to: unknown, looksInto: boolean): Move[] {
  const isBoth = isMap(from) && isMap(to);
  if (isBoth || (looksInto && ((isMap(from) && to === undefined) || (from === undefined && isMap(to))))) {
    const [a, b] = [from, to].map((value) => (isMap(value) ? value : {}));
    const keys = [...new Set([...Object.keys(Object(a)), ...Object.keys(Object(b))])];
    return keys.flatMap((key) => between([...path, key], a?.[key], b?.[key], looksInto));
  }
  if (isDeepStrictEqual(from, to)) {
    return [];
  }
  return [{ path: formatPath(path), ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
