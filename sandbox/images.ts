import { howToAdd, type World } from "./world.ts";

/** An image that a container names, taken apart. */
export interface ImageReference {
  /** Registry and repository, without tag and digest. */
  readonly repository: string;
  readonly digest?: string;
  readonly tag?: string;
}

const ECR = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\//;

/** Takes `registry/repository:tag@sha256:…` apart. */
export function readImage(image: string): ImageReference {
  const [named = "", digest] = image.split("@");
  const tagAt = named.indexOf(":", named.lastIndexOf("/") + 1);
  return {
    repository: tagAt < 0 ? named : named.slice(0, tagAt),
    ...(digest === undefined ? {} : { digest }),
    ...(tagAt < 0 ? {} : { tag: named.slice(tagAt + 1) }),
  };
}

/** Whether the image is in a private registry of ECR, which endpoints can stand in for. */
export function isPrivateEcr(image: string): boolean {
  return ECR.test(image);
}

/** Whether the world says that the registry wants credentials. */
export function wantsCredentials(world: World, image: string): boolean {
  return !isPrivateEcr(image) && world.images[readImage(image).repository]?.private === true;
}

/** Why an image cannot be pulled for a platform, as ECS puts it; `undefined` when it can. */
export function whyNotPulled(world: World, image: string, platform: string): string | undefined {
  const { repository, digest, tag } = readImage(image);
  const held = world.images[repository];
  const start = "CannotPullContainerError: pull image manifest has been retried 1 time(s)";
  if (digest === undefined) {
    return `${start}: the sandbox knows images by digest, and "${image}" has ${tag === undefined ? "none" : `only the tag ${tag}`}: name it by digest`;
  }
  if (held === undefined || !held.digests.includes(digest)) {
    return `${start}: failed to resolve ref ${image}: not found: ${howToAdd(world, "images:", `  ${repository}:`, `    digests: ["${digest}"]`)}`;
  }
  return held.platforms.some((one) => one === platform)
    ? undefined
    : `${start}: image Manifest does not contain descriptor matching platform '${platform}': "${repository}" has ${held.platforms.join(", ")}: ` +
        "build it for that platform, or set the architecture of the image";
}
