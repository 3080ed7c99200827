import * as pulumi from "@pulumi/pulumi";
import { readImageUri } from "../lib/image-uri.ts";
import { publicImages } from "../lib/public-images.ts";
import type { SecretReference } from "./app-secrets.ts";
import type { PulledImage } from "./pull-through-cache.ts";
import type { ImageSources, TaskArgs } from "./task-args.ts";
import { needsInit } from "./task-containers.ts";

/** The image as a task pulls it. */
export function pulledImage({ pullThrough, builtImages }: ImageSources, image: PulledImage): pulumi.Output<string> {
  return pulumi.output(builtImages?.[image.uri] ?? byDigest(pullThrough?.uriOf(image) ?? image.uri));
}

/** ECS takes a tag or a digest; the tag is for a cache to pull by. */
function byDigest(uri: string): string {
  const { repository, digest } = readImageUri(uri);
  return digest === undefined ? uri : `${repository}@${digest}`;
}

/** Every image of a task, as it is named in the configuration. */
export function imagesOf(args: Pick<TaskArgs, "image" | "sidecars" | "stores">): PulledImage[] {
  const { uri, tag } = args.image;
  const init = needsInit(args) ? [publicImages.init] : [];
  const sidecars = Object.values(args.sidecars).map(({ image }) => ({ uri: image }));
  return [{ uri, ...(tag !== undefined && { tag }) }, ...init, ...sidecars];
}

/** Repositories that a task pulls from, and those of them that ECR fills meanwhile. */
export function repositoriesOf({ pullThrough }: ImageSources, images: readonly PulledImage[]) {
  return {
    images: images.map((image) => pullThrough?.uriOf(image) ?? image.uri),
    pulledThrough: images.flatMap((image) => (pullThrough?.pulls(image.uri) ? [pullThrough.uriOf(image)] : [])),
  };
}

/** What ECS logs in to a registry with; nothing where an image comes through the cache, which has the credentials itself. */
export function credentialsOf(
  { pullThrough }: ImageSources,
  { uri, pullSecret }: { readonly uri: string; readonly pullSecret?: SecretReference },
): SecretReference | undefined {
  return pullThrough?.pulls(uri) ? undefined : pullSecret;
}
