import { isDeepStrictEqual } from "node:util";
import { at } from "../../config/path.ts";
import type { Pair } from "./moves.ts";

/** A migration that an `up` would run. */
export interface MigrationToRun {
  readonly database: string;
  readonly image: string;
  readonly command: readonly string[];
  /** Why it runs: `its image api changes`, `its command changes`, `the database is new`. */
  readonly because: string;
}

/**
 * Migrations that run when a stage goes from one pair to the other. Each runs before anything of the release starts; two
 * of them do not wait for each other.
 */
export function migrationsBetween(from: Pair | undefined, to: Pair): MigrationToRun[] {
  return Object.keys(Object(to.app.databases)).flatMap((database) => {
    const image = at(to.app, ["databases", database, "migrate", "image"]);
    const command = at(to.app, ["databases", database, "migrate", "command"]);
    if (typeof image !== "string" || !Array.isArray(command)) {
      return [];
    }
    const because = whyItRuns(database, from, to);
    return because === undefined ? [] : [{ database, image, command: command.map(String), because }];
  });
}

/** Undefined where it does not run: it ran with this image and command, or the release goes back. */
function whyItRuns(database: string, from: Pair | undefined, to: Pair): string | undefined {
  const path = ["databases", database, "migrate"];
  if (!from || at(from.app, ["databases", database]) === undefined) {
    return "the database is new";
  }
  if (to.release.rollbackOf !== undefined) {
    return undefined;
  }
  if (at(from.app, path) === undefined) {
    return "it had no migration before";
  }
  const isSame = (...keys: string[]) =>
    isDeepStrictEqual(at(from.app, [...path, ...keys]), at(to.app, [...path, ...keys]));
  const isSameImage = isDeepStrictEqual(builtFrom(from, path), builtFrom(to, path));
  const changed = [
    ...(isSameImage ? [] : [`its image ${at(to.app, [...path, "image"])} changes`]),
    ...(isSame("command") ? [] : ["its command changes"]),
  ];
  return changed.length > 0 ? changed.join(" and ") : undefined;
}

/** Repository and digest of the image that a migration runs. */
function builtFrom({ app, release }: Pair, migrate: readonly string[]): unknown {
  const image = String(at(app, [...migrate, "image"]));
  const given = at(app, ["images", image]);
  return [typeof given === "string" ? given : at(given, ["repository"]), at(release, ["images", image])];
}
