import type { ImageVersion } from "../../cloud/github.ts";

/** What of a package has to stay. */
export interface Wanted {
  /** Digests that a stack file has, or ever had. */
  readonly released: ReadonlySet<string>;
  /** How many builds stay besides, the newest. */
  readonly newest: number;
  /** Nothing younger is touched: a build pushes its parts before the index that names them. */
  readonly before: Date;
  /** Digests that the manifest of a version lists: one for each platform, and what is attested of it. */
  readonly partsOf: (digest: string) => Promise<readonly string[]>;
}

/** The tag under which a registry without referrers keeps what is attested of a digest. */
const attestation = /^sha256-([0-9a-f]{64})(?:\.[a-z]+)?$/;

/**
 * The versions of a package that nothing needs. What is released stays, with its parts and what is attested of it, and so
 * do the newest builds. Rejects when a manifest that stays cannot be read: then nobody knows what its parts are.
 */
export async function superfluous(versions: readonly ImageVersion[], wanted: Wanted): Promise<readonly ImageVersion[]> {
  const { released, newest, before, partsOf } = wanted;
  const builds = versions
    .filter(({ tags }) => tags.some((tag) => !attestation.test(tag)))
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, newest);
  const isNew = ({ createdAt }: ImageVersion) => new Date(createdAt) >= before;
  const kept = new Set([...builds, ...versions.filter(isNew)].map(({ digest }) => digest));
  const there = new Map(versions.map((version) => [version.digest, version]));
  for (const { digest } of versions.filter((version) => released.has(version.digest))) {
    kept.add(digest);
  }
  // A set grows while it is walked, so parts of parts are reached too.
  for (const digest of kept) {
    if (!there.has(digest)) {
      continue;
    }
    for (const part of await partsOf(digest)) {
      kept.add(part);
    }
    for (const { digest: attested } of versions.filter(({ tags }) => tags.some((tag) => isOf(tag, digest)))) {
      kept.add(attested);
    }
  }
  return versions.filter(({ digest }) => !kept.has(digest));
}

function isOf(tag: string, digest: string): boolean {
  return attestation.exec(tag)?.[1] === digest.slice("sha256:".length);
}
