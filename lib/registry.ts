/** A registry that ECR can pull through. */
export interface Upstream {
  /** What ECR calls it. */
  readonly url: string;
  /** Whether ECR wants credentials for it, even for public images. */
  readonly asksCredentials: boolean;
}

/**
 * Registries that ECR can pull through, by their host in an image's name.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export const upstreams: Readonly<Record<string, Upstream>> = {
  "docker.io": { url: "registry-1.docker.io", asksCredentials: true },
  "ghcr.io": { url: "ghcr.io", asksCredentials: true },
  "public.ecr.aws": { url: "public.ecr.aws", asksCredentials: false },
  "quay.io": { url: "quay.io", asksCredentials: false },
  "registry.gitlab.com": { url: "registry.gitlab.com", asksCredentials: true },
  "registry.k8s.io": { url: "registry.k8s.io", asksCredentials: false },
};

/** Host of the registry that an image comes from: `ghcr.io` of `ghcr.io/acme/shop@sha256:…`; without a host, Docker Hub. */
export function registryOf(image: string): string {
  const [host = "", ...rest] = image.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(host) || host === "localhost");
  return !isHost || host === "registry-1.docker.io" || host === "index.docker.io" ? "docker.io" : host;
}

/** Account and region of a registry that is a private one of ECR. */
export function privateEcr(registry: string): { readonly accountId: string; readonly region: string } | undefined {
  const [, accountId, region] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(registry) ?? [];
  return accountId === undefined || region === undefined ? undefined : { accountId, region };
}
