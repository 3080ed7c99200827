import { createHash } from "node:crypto";

import type { ComposeService } from "./compose/service.ts";
import type { Findings } from "./findings.ts";
import type { Names } from "./names.ts";

/** An image of the app. */
export interface AppImage {
  readonly key: string;
  /** Registry and repository, without a tag or digest. */
  readonly repository: string;
  readonly digest: string;
  /** Whether the digest is one that some registry has, and is not made up. */
  readonly isReal: boolean;
}

/** What says where images are. */
export interface ImageAnswers {
  readonly repository: string;
  /** By service: what people have said. */
  readonly images: ReadonlyMap<string, string>;
}

/** A repository of a registry, without a tag or digest. */
export const repositoryForm = /^[a-z0-9]+([.-][a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/;

/** The image of each service, by its name: services that are built alike or run the same image share one. */
export function imagesOf(
  services: readonly ComposeService[],
  answers: ImageAnswers,
  findings: Findings,
): ReadonlyMap<string, AppImage> {
  const byOrigin = new Map<string, AppImage>();
  const built = new Set(services.filter((service) => published(service) === undefined).map(originOf));
  const images = new Map<string, AppImage>();
  for (const service of services) {
    const origin = originOf(service);
    const key = service.name;
    const image = byOrigin.get(origin) ?? newImage(service, key, { answers, isOnly: built.size === 1, findings });
    byOrigin.set(origin, image);
    images.set(key, image);
  }
  return images;
}

/** The same with keys that slipway takes. */
export function keyedImages(images: ReadonlyMap<string, AppImage>, names: Names): ReadonlyMap<string, AppImage> {
  const keys = new Map([...new Set(images.values())].map((image) => [image, { ...image, key: names.take(image.key) }]));
  return new Map([...images].map(([name, image]) => [name, keys.get(image) ?? image]));
}

/** What says that two services run the same image. */
function originOf(service: ComposeService): string {
  return published(service) ?? (service.build === undefined ? service.name : `build ${service.build}`);
}

/** The image that some registry has: a name without a registry is, of a service that is built, only what it is called here. */
function published({ image, build }: ComposeService): string | undefined {
  const isFull = image?.includes("/") || build === undefined;
  return image !== undefined && isFull && repositoryForm.test(withRegistry(image).repository) ? image : undefined;
}

interface Making {
  readonly answers: ImageAnswers;
  readonly isOnly: boolean;
  readonly findings: Findings;
}

function newImage(service: ComposeService, key: string, { answers, isOnly, findings }: Making): AppImage {
  const said = answers.images.get(service.name);
  const image = said ?? published(service);
  if (image !== undefined) {
    const { repository, digest } = withRegistry(image);
    const isReal = digest !== undefined;
    findings.mapped.push({ about: `${service.name}.image`, says: `app.images.${key}: ${repository}` });
    return { key, repository, digest: digest ?? madeUp(repository), isReal };
  }
  const own = `ghcr.io/${answers.repository.toLowerCase()}`;
  const repository = isOnly ? own : `${own}-${key.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  findings.assumed.push({
    about: `${service.name}.${service.build === undefined ? "image" : "build"}`,
    says: `the image is taken to be ${repository}: another place is --image ${service.name}=<registry/repository>`,
  });
  return { key, repository, digest: madeUp(repository), isReal: false };
}

/** An image's name in full, apart from its tag: Docker takes what names no registry from Docker Hub. */
function withRegistry(image: string): { readonly repository: string; readonly digest?: string } {
  const [name = "", digest] = image.split("@");
  const bare = name.replace(/:([\w][\w.-]*)?$/, "");
  const [host = "", ...rest] = bare.split("/");
  const hasHost = rest.length > 0 && (/[.:]/.test(host) || host === "localhost");
  const onHub = host === "docker.io" ? rest : bare.split("/");
  const repository =
    hasHost && host !== "docker.io" ? bare : `docker.io/${onHub.length === 1 ? "library/" : ""}${onHub.join("/")}`;
  return { repository, ...(digest !== undefined && /^sha256:[0-9a-f]{64}$/.test(digest) && { digest }) };
}

/** A digest that only the sandbox knows. */
function madeUp(repository: string): string {
  return `sha256:${createHash("sha256").update(`first build of ${repository}`).digest("hex")}`;
}
