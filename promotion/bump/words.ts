import { type Bumped, bumpedIn, readBumpTarget } from "./target.ts";

/** One image whose build is another one than before. */
export interface BumpedImage {
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
  return { stack, file, images, ...(now.version !== undefined && { version: now.version }) };
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
export function bumpBody({ stack, file, images, version }: Bumps): string {
  const rows = images.map(
    ({ image, repository, before, after }) =>
      `| ${image} | \`${repository}@${after.digest}\` | ${after.commit === undefined ? "unknown" : `\`${after.commit}\``} | ${before.digest === undefined ? "none" : `\`${short(before.digest)}\``} |`,
  );
  return [
    `Changes the release of **${stack}** in \`${file}\`${version === undefined ? "" : `, version ${version}`}.`,
    "",
    ...(rows.length === 0 ? [] : ["| image | build | commit | before |", "| --- | --- | --- | --- |", ...rows, ""]),
    `Each digest was found in its registry, for the platform that the image runs on. \`slipway bump ${stack} --pr\` adds further images to this pull request until it is merged.`,
    "",
  ].join("\n");
}

function short(digest = ""): string {
  return digest.replace("sha256:", "").slice(0, 12);
}
