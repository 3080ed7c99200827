import { shortId } from "../freight.ts";
import { type Bumped, bumpedIn, readBumpTarget } from "./target.ts";

/** One image whose build is another one than before. */
interface BumpedImage {
  readonly image: string;
  readonly repository: string;
  readonly before: Bumped;
  readonly after: Bumped;
}

/** What one text of a stack file has bumped against another one. */
export interface Bumps {
  readonly stack: string;
  readonly file: string;
  readonly images: readonly BumpedImage[];
  readonly version?: string;
  /** Id of what a rollback restored there, where this ends it. */
  readonly endsRollbackOf?: string;
}

/** Compares the releases of two texts. */
export function bumpsBetween(stack: string, file: string, before: string, after: string): Bumps {
  const [then, target] = [bumpedIn(readBumpTarget(before, file).release), readBumpTarget(after, file)];
  const now = bumpedIn(target.release);
  const images = Object.entries(now.images).flatMap(([image, one]) => {
    const other = then.images[image] ?? {};
    const isSame = other.digest === one.digest && other.commit === one.commit;
    return isSame ? [] : [{ image, repository: target.repositories[image] ?? image, before: other, after: one }];
  });
  return {
    stack,
    file,
    images,
    ...(now.version !== undefined && { version: now.version }),
    ...(then.rollbackOf !== undefined && now.rollbackOf === undefined && { endsRollbackOf: then.rollbackOf }),
  };
}

/** What whoever bumps a release that a rollback restored has to know, since the schema did not go back with it. */
export function endOfRollback(id: string): string {
  return `this ends the rollback to ${shortId(id)} (release.rollbackOf), so migrations run again where their image is another one; the schema is as the release that was left made it, so that build must know the migrations of that release`;
}

/** `Bump staging: api 50b2820bc39c`; where each build stays, `Bump staging: version 1.4.3`. */
export function bumpTitle({ stack, images, version }: Pick<Bumps, "stack" | "images" | "version">): string {
  const named = images.map(({ image, after }) => `${image} ${short(after.digest)}`).join(", ");
  return `Bump ${stack}: ${named || `version ${version}`}`;
}

/** The title, and below it each image in full. */
export function bumpMessage(bumps: Bumps): string {
  const lines = bumps.images.map(({ image, repository, after: { digest, commit } }) =>
    [`${image}: ${repository}@${digest}`, ...(commit === undefined ? [] : [`  built from ${commit}`])].join("\n"),
  );
  return [bumpTitle(bumps), ...(lines.length === 0 ? [] : ["", ...lines]), ""].join("\n");
}

/** What the pull request says, in Markdown. */
export function bumpBody({ stack, file, images, version, endsRollbackOf }: Bumps): string {
  const rows = images.map(
    ({ image, repository, before, after }) =>
      `| ${image} | \`${repository}@${after.digest}\` | ${after.commit === undefined ? "unknown" : `\`${after.commit}\``} | ${before.digest === undefined ? "none" : `\`${short(before.digest)}\``} |`,
  );
  return [
    `Changes the release of **${stack}** in \`${file}\`${version === undefined ? "" : `, version ${version}`}.`,
    "",
    ...(rows.length === 0 ? [] : ["| image | build | commit | before |", "| --- | --- | --- | --- |", ...rows, ""]),
    ...(endsRollbackOf === undefined ? [] : [`Mind: ${endOfRollback(endsRollbackOf)}.`, ""]),
    `Each digest was found in its registry, for the platform that the image runs on. \`npx slipway bump ${stack} --pr\` adds further images to this pull request until it is merged.`,
    "",
  ].join("\n");
}

function short(digest = ""): string {
  return digest.replace("sha256:", "").slice(0, 12);
}
