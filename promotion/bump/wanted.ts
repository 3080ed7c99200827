import { orMeant } from "../../config/problem.ts";
import { readImageUri } from "../../lib/image-uri.ts";
import { UserError } from "../../lib/user-error.ts";

/** One image of a release as it is asked for. */
export interface WantedImage {
  /** Its name in `app.images`. */
  readonly image: string;
  /** `sha256:…`. */
  readonly digest: string;
}

/**
 * Reads `api@sha256:…`. A tag is refused: what it points to changes, and nobody could tell what was verified.
 *
 * @param repositories of the app's images, by their name
 * @param command what is to be run instead, with an image
 */
export function wantedImage(
  argument: string,
  repositories: Readonly<Record<string, string>>,
  command: (image: string) => string,
): WantedImage {
  const { repository: named, tag, digest } = readImageUri(argument);
  const image = nameOf(named, repositories, command);
  if (digest === undefined || tag !== undefined) {
    const kept = digest === undefined ? "sha256:…" : digest;
    const what = tag === undefined ? `${argument} has no digest` : `${argument} has the tag ${tag}, which may move`;
    const how =
      digest === undefined
        ? `docker buildx imagetools inspect ${repositories[image]}:${tag ?? "latest"} prints the digest, then`
        : "leave it out:";
    throw new UserError(`${what}: ${how} ${command(`${image}@${kept}`)}`);
  }
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new UserError(`${digest} is no digest: it is sha256: and 64 hexadecimal digits, like ${image}@sha256:50b2…`);
  }
  return { image, digest };
}

/** The name in `app.images`, and a sentence with it where the repository was named instead. */
function nameOf(
  named: string,
  repositories: Readonly<Record<string, string>>,
  command: (image: string) => string,
): string {
  const names = Object.keys(repositories);
  if (names.includes(named)) {
    return named;
  }
  const own = names.filter((name) => repositories[name] === named);
  if (own.length > 0) {
    const meant = own.map((name) => command(`${name}@sha256:…`)).join(", or ");
    throw new UserError(`${named} is a repository; bump takes the name that app.images has for it: ${meant}`);
  }
  throw new UserError(`app.images has no "${named}": use one of ${names.join(", ")}${orMeant(named, names)}`);
}
