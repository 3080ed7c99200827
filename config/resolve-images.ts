import { readImageUri } from "../lib/image-uri.ts";
import { publicImages } from "../lib/public-images.ts";
import { registryOf, type Upstream, upstreams } from "../lib/registry.ts";
import type { App, Config } from "./blocks.ts";
import type { Path } from "./path.ts";
import { usesByStore } from "./resolve-uses.ts";
import type { PullThrough } from "./stack.ts";
import { storeKind, tasksOf } from "./tasks.ts";

/** An image that tasks of the stack run. */
export interface PulledImage {
  /** Registry and repository, without tag and digest. */
  readonly image: string;
  readonly registry: string;
  /** What ECR may pull it from; what is built here is pushed to its registry at the same time, so that it never may. */
  readonly upstream?: Upstream;
  readonly pullSecret?: string;
  /** Where it is written; absent: slipway itself runs it. */
  readonly path?: Path;
}

/** Every image that tasks run: the app's, their sidecars', and those that slipway itself runs. */
export function pulledImages(app: App): PulledImage[] {
  const own = Object.entries(app.images).map(([key, image]): PulledImage => {
    const {
      repository,
      pullSecret = undefined,
      build = undefined,
    } = typeof image === "string" ? { repository: image } : image;
    const path = ["app", "images", key];
    const registry = registryOf(repository);
    return build === undefined
      ? { ...pulled(repository), path, ...(pullSecret !== undefined && { pullSecret }) }
      : { image: repository, registry, path };
  });
  const sidecars = tasksOf(app).flatMap(({ path, task }) =>
    Object.entries(task.sidecars ?? {}).map(
      ([key, { image, pullSecret }]): PulledImage => ({
        ...pulled(image),
        path: [...path, "sidecars", key, "image"],
        ...(pullSecret !== undefined && { pullSecret }),
      }),
    ),
  );
  return [...own, ...sidecars, ...imagesOfSlipway(app).map(({ uri }) => pulled(uri))];
}

/** A secret that ECS pulls an image with, by its NAME, and where it is written. */
export interface PullSecret {
  readonly name: string;
  readonly path: Path;
}

/** Every secret that the app's images and its sidecars name. */
export function pullSecretsOf(app: App): PullSecret[] {
  const own = imagesWithSecret(app).map(({ key, name }) => ({ name, path: ["app", "images", key, "pullSecret"] }));
  const sidecars = tasksOf(app).flatMap(({ path, task }) =>
    Object.entries(task.sidecars ?? {}).flatMap(([key, { pullSecret }]) =>
      pullSecret === undefined ? [] : [{ name: pullSecret, path: [...path, "sidecars", key, "pullSecret"] }],
    ),
  );
  return [...own, ...sidecars];
}

/** Secrets that a sidecar's image may be pulled with: its own, else those of the app's images nearest to it. */
export function sidecarPullSecrets(
  app: App,
  { image, pullSecret }: { readonly image: string; readonly pullSecret?: string },
): string[] {
  if (pullSecret !== undefined) {
    return [pullSecret];
  }
  const { repository } = readImageUri(image);
  const inRegistry = imagesWithSecret(app).filter((other) => registryOf(other.repository) === registryOf(image));
  const inRepository = inRegistry.filter((other) => other.repository === repository);
  return [...new Set((inRepository.length > 0 ? inRepository : inRegistry).map(({ name }) => name))];
}

function imagesWithSecret({ images }: App) {
  return Object.entries(images).flatMap(([key, image]) =>
    typeof image === "string" || image.pullSecret === undefined
      ? []
      : [{ key, repository: image.repository, name: image.pullSecret }],
  );
}

function pulled(uri: string): PulledImage {
  const [image = uri] = uri.split("@");
  const registry = registryOf(image);
  const upstream = upstreams[registry];
  return { image, registry, ...(upstream && { upstream }) };
}

/** What slipway runs beside the app: a task that makes roles in a database, and one that hands certificates to a task. */
function imagesOfSlipway(app: App) {
  const hasDatabase = Object.keys(app.databases ?? {}).length > 0;
  const usesCache = tasksOf(app).some(({ task: { uses = [] } }) =>
    Object.keys(usesByStore(uses)).some((name) => storeKind(app, name) === "cache"),
  );
  return [...(hasDatabase ? [publicImages.postgres] : []), ...(hasDatabase || usesCache ? [publicImages.init] : [])];
}

/** Registries that ECR pulls through. */
export function resolvePullThrough({ app, environment }: Config): Record<string, PullThrough> {
  if (!environment.images?.pullThrough) {
    return {};
  }
  const images = pulledImages(app).filter(({ upstream }) => upstream !== undefined);
  return Object.fromEntries(
    [...new Set(images.map(({ registry }) => registry))].sort().map((registry): [string, PullThrough] => {
      const pullSecret = images.find((image) => image.registry === registry && image.pullSecret)?.pullSecret;
      return [registry, pullSecret === undefined ? {} : { pullSecret }];
    }),
  );
}
