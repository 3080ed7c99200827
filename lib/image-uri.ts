import { registryOf } from "./registry.ts";

/** What a container definition names, taken apart. */
export interface ImageUri {
  /** Registry and path, without tag and digest. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…`. */
  readonly digest?: string;
}

/** Takes `registry/path:tag@sha256:…` apart. */
export function readImageUri(uri: string): ImageUri {
  const [named = "", digest] = uri.split("@");
  const tagAt = named.indexOf(":", named.lastIndexOf("/") + 1);
  return {
    repository: tagAt < 0 ? named : named.slice(0, tagAt),
    ...(tagAt < 0 ? {} : { tag: named.slice(tagAt + 1) }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** A private registry of ECR that pulls from others. */
export interface Cache {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** What the repositories begin with that ECR makes for a registry, by its host. */
  readonly prefixes: Readonly<Record<string, string>>;
}

/** An image as ECR keeps it. */
export interface CachedUri {
  readonly uri: string;
  /** Repository in ECR. */
  readonly repository: string;
  readonly digest: string;
}

/**
 * Where ECR keeps an image of another registry. Undefined for a registry that it does not pull from, and for an image
 * without a digest, which nothing could be compared with.
 */
export function pulledThrough(uri: string, { accountId, region, prefixes }: Cache): CachedUri | undefined {
  const { repository: upstream, digest } = readImageUri(uri);
  const prefix = prefixes[registryOf(upstream)];
  if (prefix === undefined || digest === undefined) {
    return undefined;
  }
  const repository = `${prefix}/${pathOf(upstream)}`;
  return { uri: `${accountId}.dkr.ecr.${region}.amazonaws.com/${repository}@${digest}`, repository, digest };
}

/** The repository with what Docker lets people leave out: `docker.io/library/postgres` of `postgres`. */
export function wholeRepository(repository: string): string {
  return `${registryOf(repository)}/${pathOf(repository)}`;
}

/** The path in the registry; on Docker Hub a name may leave out the host, and `library/` before a single word. */
function pathOf(repository: string): string {
  const [first = "", ...rest] = repository.split("/");
  const isHub = registryOf(repository) === "docker.io";
  const hasHost = rest.length > 0 && (!isHub || first.includes("."));
  const path = hasHost ? rest : [first, ...rest];
  return (isHub && path.length === 1 ? ["library", ...path] : path).join("/");
}
