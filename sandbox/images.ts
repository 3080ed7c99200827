import { readImageUri } from "../lib/image-uri.ts";
import { privateEcr, registryOf } from "../lib/registry.ts";
import type { Account } from "./account.ts";
import { PUSHED_IMAGE } from "./models/docker.ts";
import { heldBy, pulledThroughBy } from "./pull-through.ts";
import { howToAdd } from "./world.ts";

/** Whether the image is in a private registry of ECR, of this region if one is named. */
export function isPrivateEcr(image: string, region?: string): boolean {
  const ecr = privateEcr(registryOf(image));
  return ecr !== undefined && (region === undefined || ecr.region === region);
}

/** Whether the world says that the registry wants credentials. */
export function wantsCredentials(account: Account, image: string): boolean {
  return !isPrivateEcr(image) && heldBy(account, readImageUri(image).repository)?.private === true;
}

/** Account of the provider that builds images. */
const DOCKER = "docker";

const NOT_PULLED = "CannotPullContainerError: pull image manifest has been retried 1 time(s)";

/** What ECS says of an image that its registry does not give, with the registry's word for it. */
export function notPulled(image: string, why: string): string {
  return `${NOT_PULLED}: failed to resolve ref ${image}: ${why}`;
}

/** Why an image cannot be pulled for a platform, as ECS puts it; `undefined` when it can. */
export function whyNotPulled(account: Account, image: string, platform: string): string | undefined {
  const { repository, digest, tag } = readImageUri(image);
  if (digest === undefined) {
    return `${NOT_PULLED}: the sandbox knows images by digest, and "${image}" has ${tag === undefined ? "none" : `only the tag ${tag}`}: name it by digest`;
  }
  // A registry belongs to nobody's account: what Docker has pushed can be pulled from everywhere.
  const built = account.neighbour(DOCKER)?.get(PUSHED_IMAGE, `${repository}@${digest}`);
  if (built) {
    return refusePlatform(repository, [String(built.outputs.platform)], platform);
  }
  const through = pulledThroughBy(account, image);
  if (through && "cold" in through) {
    return notPulled(
      image,
      "not found: a pull through cache serves a digest only once it has pulled the image by a tag: let the task definition depend on that (PullThroughCache.warm)",
    );
  }
  const held = heldBy(account, through?.upstream ?? repository);
  if (held === undefined || !held.digests.includes(digest)) {
    const lines = howToAdd(account.world, "images:", `  ${repository}:`, `    digests: ["${digest}"]`);
    return notPulled(image, `not found: ${lines}`);
  }
  return refusePlatform(repository, held.platforms, platform);
}

function refusePlatform(repository: string, platforms: readonly string[], platform: string): string | undefined {
  return platforms.includes(platform)
    ? undefined
    : `${NOT_PULLED}: image Manifest does not contain descriptor matching platform '${platform}': "${repository}" has ${platforms.join(", ")}: ` +
        "build it for that platform, or set the architecture of the image";
}
