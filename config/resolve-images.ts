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
      ([key, { image }]): PulledImage => ({ ...pulled(image), path: [...path, "sidecars", key, "image"] }),
    ),
  );
  return [...own, ...sidecars, ...imagesOfSlipway(app).map(({ uri }) => pulled(uri))];
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
