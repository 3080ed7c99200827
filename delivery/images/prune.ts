import type { GitHub, ImagePackage, ImageVersion } from "../../cloud/github.ts";
import type { Repository } from "../../git/repository.ts";
import { wholeRepository } from "../../lib/image-uri.ts";
import { messageOf } from "../../lib/message-of.ts";
import { registryOf } from "../../lib/registry.ts";
import { releasedDigests } from "./released.ts";
import { superfluous } from "./superfluous.ts";

/** What is worked out of one image. */
export interface PrunedImage {
  /** Name in `app.images`. */
  readonly image: string;
  readonly repository: string;
  /** How many versions its package has. */
  readonly versions: number;
  readonly superfluous: readonly ImageVersion[];
  /** Why it is left alone; absent where it is not. */
  readonly leftAlone?: string;
}

/** An image of the app, and how much of it stays. */
export interface PruneOptions {
  /** Registry and path by the image's name. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Builds that stay besides what was released. */
  readonly newest: number;
  readonly now: Date;
  readonly github: Pick<GitHub, "imageVersions" | "deleteImageVersion">;
  /** Digests that an image's manifest lists. */
  readonly partsOf: (repository: string, digest: string) => Promise<readonly string[]>;
}

const day = 24 * 60 * 60 * 1000;

/** Works out which versions of the app's images nothing needs, without deleting any. */
export async function superfluousImages(
  repository: Repository,
  folder: string,
  { repositories, newest, now, github, partsOf }: PruneOptions,
): Promise<readonly PrunedImage[]> {
  const released = await releasedDigests(repository, folder);
  const before = new Date(now.getTime() - day);
  const images: PrunedImage[] = [];
  for (const [image, written] of Object.entries(repositories)) {
    const one = { image, repository: written, versions: 0, superfluous: [] };
    const address = packageOf(written);
    if (!address) {
      images.push({ ...one, leftAlone: `${registryOf(written)} is not GitHub's registry: it has rules of its own` });
      continue;
    }
    const versions = await github.imageVersions(address);
    const wanted = { released, newest, before, partsOf: (digest: string) => partsOf(written, digest) };
    images.push({ ...one, versions: versions.length, superfluous: await superfluous(versions, wanted) });
  }
  return images;
}

/** A version that is still there, and GitHub's reason. */
interface Undeleted {
  readonly image: string;
  readonly digest: string;
  readonly says: string;
}

/** What came of deleting. */
export interface Deletion {
  /** How many versions of each image are gone, by its name. */
  readonly deleted: Readonly<Record<string, number>>;
  readonly left: readonly Undeleted[];
  /** How many were not tried any more. */
  readonly untried: number;
}

/** So many in a row are no peculiarity of a version: the token is wrong, or has asked too often. */
const mostInARow = 10;

/**
 * Deletes what was worked out, one after the other; GitHub can restore a version for thirty days. What it refuses, as a public
 * version with many downloads, does not keep the rest from going.
 */
export async function deleteSuperfluous(
  images: readonly PrunedImage[],
  github: Pick<GitHub, "deleteImageVersion">,
  say: (sentence: string) => void,
): Promise<Deletion> {
  const deleted: Record<string, number> = {};
  const left: Undeleted[] = [];
  const all = images.flatMap((one) => one.superfluous.map((version) => ({ ...one, ...version })));
  let inARow = 0;
  let tried = 0;
  for (const { image, repository, id, digest } of all) {
    const address = packageOf(repository);
    if (inARow === mostInARow || !address) {
      break;
    }
    tried += 1;
    say(`deleting ${repository}@${digest}`);
    try {
      await github.deleteImageVersion({ ...address, id });
      deleted[image] = (deleted[image] ?? 0) + 1;
      inARow = 0;
    } catch (error) {
      left.push({ image, digest, says: messageOf(error) });
      inARow += 1;
    }
  }
  return { deleted, left, untried: all.length - tried };
}

function packageOf(repository: string): ImagePackage | undefined {
  const [host, owner, ...path] = wholeRepository(repository).split("/");
  return host === "ghcr.io" && owner !== undefined && path.length > 0 ? { owner, package: path.join("/") } : undefined;
}
