import { readImageUri, wholeRepository } from "../lib/image-uri.ts";
import { privateEcr, registryOf, upstreams } from "../lib/registry.ts";
import type { Account } from "./account.ts";
import type { Place, Resource } from "./model.ts";
import { token } from "./models/tokens.ts";
import { str } from "./models/values.ts";
import { howToAdd } from "./world.ts";

/** An image that ECR has pulled through. */
const CACHED_IMAGE = "sandbox:ecr:CachedImage";

/** An image in a repository that ECR fills by itself. */
export interface Cached {
  /** Repository in ECR, without the registry. */
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/**
 * Pulls an image by its tag, as ECR does when it is asked for one; it then serves the digest too. Throws what ECR would
 * say.
 */
export function warm(account: Account, place: Place, { repository, tag, digest }: Cached): void {
  const rule = ruleOf(account, place.region, repository);
  if (rule === undefined) {
    throw new Error(
      `RepositoryNotFoundException: The repository with name '${repository}' does not exist, and no pull through cache rule would make it: create the rule first`,
    );
  }
  const upstream = upstreamOf(rule, repository);
  if (!heldBy(account, upstream)?.digests.includes(digest)) {
    const lines = howToAdd(account.world, "images:", `  ${upstream}:`, `    digests: ["${digest}"]`);
    throw new Error(
      `ImageNotFoundException: ${upstream}:${tag} with digest ${digest} is not in its registry: ${lines}`,
    );
  }
  account.put({
    type: CACHED_IMAGE,
    id: cachedId(place.region, repository, digest),
    inputs: {},
    outputs: { upstream },
  });
}

/** What ECR knows of an image in this account's own registry that a rule has filled, or would fill. */
export type PulledThrough =
  /** It has been pulled, from here. */
  | { readonly upstream: string }
  /** It has not, and by its digest alone it never will be. */
  | { readonly cold: true };

/** How ECR came by an image; undefined when no rule has to do with it. */
export function pulledThroughBy(account: Account, image: string): PulledThrough | undefined {
  const { repository: whole, digest = "" } = readImageUri(image);
  const registry = registryOf(whole);
  const ecr = privateEcr(registry);
  if (ecr?.accountId !== account.id) return undefined;
  const repository = whole.slice(registry.length + 1);
  const cached = account.get(CACHED_IMAGE, cachedId(ecr.region, repository, digest));
  const upstream = str(cached?.outputs ?? {}, "upstream");
  if (upstream !== undefined) return { upstream };
  return ruleOf(account, ecr.region, repository) ? { cold: true } : undefined;
}

/** What the world says of a repository, however its name is written there. */
export function heldBy({ world }: Account, repository: string) {
  const key = Object.keys(world.images).find((one) => wholeRepository(one) === wholeRepository(repository));
  return key === undefined ? undefined : world.images[key];
}

function cachedId(region: string, repository: string, digest: string): string {
  return `${region} ${repository}@${digest}`;
}

function ruleOf(account: Account, region: string, repository: string): Resource | undefined {
  return account.find(
    token.pullThroughRule,
    ({ id, outputs }) => outputs.region === region && repository.startsWith(`${id}/`),
  );
}

function upstreamOf({ id, outputs }: Resource, repository: string): string {
  const [host = ""] = Object.entries(upstreams).find(([, { url }]) => url === outputs.upstreamRegistryUrl) ?? [];
  return `${host}/${repository.slice(id.length + 1)}`;
}
