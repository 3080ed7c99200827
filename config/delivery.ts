import { at } from "./path.ts";

/** Names of an app's repositories on GitHub, `owner/name`. */
export interface RepositoryNames {
  /** The app's, which builds. */
  readonly repository?: string;
  /** The one that deploys: the app's where none is named. */
  readonly infrastructure?: string;
}

/** Reads them in `slipway:app` as it came or as its schema read it: each is its name alone, or has keys below it. */
export function repositoriesOf(app: unknown): RepositoryNames {
  const repository = nameAt(app, "repository");
  const infrastructure = nameAt(app, "infrastructure") ?? repository;
  return { ...(repository !== undefined && { repository }), ...(infrastructure !== undefined && { infrastructure }) };
}

function nameAt(app: unknown, key: keyof RepositoryNames): string | undefined {
  const given = at(app, ["delivery", key]);
  const name = typeof given === "string" ? given : at(given, ["name"]);
  return typeof name === "string" ? name : undefined;
}
