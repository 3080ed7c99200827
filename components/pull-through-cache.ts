import { PullThroughCacheRule } from "@pulumi/aws/ecr/pullThroughCacheRule.js";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion.js";
import * as pulumi from "@pulumi/pulumi";
import type { CachedImage, Cloud } from "../cloud/cloud.ts";
import { pulledThrough, readImageUri } from "../lib/image-uri.ts";
import { physicalName } from "../lib/names.ts";
import { found, mapValues } from "../lib/records.ts";
import { upstreams } from "../lib/registry.ts";
import { pullThroughCredentials, readRegistryCredentials } from "../lib/registry-credentials.ts";
import type { AppSecrets } from "./app-secrets.ts";

export interface PullThroughCacheArgs {
  /** `<app>-<stack>`: what physical names start with. */
  readonly prefix: string;
  readonly accountId: string;
  readonly region: string;
  /** By host. `pullSecret` is the NAME of the secret with the registry's credentials. */
  readonly registries: Readonly<Record<string, { readonly pullSecret?: string }>>;
  readonly secrets: Pick<AppSecrets, "values" | "references">;
  /** Days in which a deleted secret can be had back. */
  readonly secretRecoveryDays: number;
  readonly cloud: Pick<Cloud, "warm">;
}

/** An image as a task names it. */
export interface PulledImage {
  /** `registry/path@sha256:…`. */
  readonly uri: string;
  /** A tag that has this digest upstream; absent: the one in the uri, else `latest`. */
  readonly tag?: string;
}

type Child = { parent: pulumi.Resource };

/**
 * ECR's pull-through cache: private repositories of this account that ECR fills from other registries, so that tasks
 * need neither the internet nor another registry's limits. ECR makes the repositories itself with the first pull, and
 * they stay when the stack goes.
 */
export class PullThroughCache extends pulumi.ComponentResource {
  /** Patterns of the repositories that ECR makes. */
  readonly repositoryArns: readonly string[];
  /** What must be there before an image is pulled through. */
  readonly ready: pulumi.Resource[];
  readonly #args: PullThroughCacheArgs;
  readonly #prefixes: Readonly<Record<string, string>>;

  constructor(name: string, args: PullThroughCacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:pull-through-cache:PullThroughCache", name, {}, opts);
    const child = { parent: this };
    this.#args = args;
    this.#prefixes = mapValues(args.registries, (_, registry) => repositoryPrefix(args.prefix, registry));
    this.ready = Object.entries(args.registries).map(([registry, { pullSecret }]) => {
      const { url, asksCredentials } = found(upstreams, registry);
      const credentials =
        pullSecret !== undefined && asksCredentials
          ? storedCredentials(name, registry, pullSecret, args, child)
          : undefined;
      return new PullThroughCacheRule(
        `${name}-${registry}`,
        {
          ecrRepositoryPrefix: found(this.#prefixes, registry),
          upstreamRegistryUrl: url,
          ...(credentials && { credentialArn: credentials.arn }),
        },
        // ECR looks into the secret when the rule is made.
        { ...child, dependsOn: credentials?.ready ?? [] },
      );
    });
    this.repositoryArns = Object.values(this.#prefixes).map(
      (prefix) => `arn:aws:ecr:${args.region}:${args.accountId}:repository/${prefix}/*`,
    );
    this.registerOutputs({});
  }

  /** Whether an image comes through the cache: then it needs no credentials of its own registry. */
  pulls(uri: string): boolean {
    return this.#cached(uri) !== undefined;
  }

  /** Where a task pulls an image from: the cache, or its own registry when the cache does not know that. */
  uriOf({ uri }: PulledImage): string {
    return this.#cached(uri)?.uri ?? uri;
  }

  /**
   * What is to be done before a task definition with these images is made; nothing when none comes through the cache.
   * ECR serves a digest only once it has pulled the image by a tag, so this makes it do so, and fails when the tag has
   * another digest by now. Source: https://github.com/aws/containers-roadmap/issues/2837
   */
  warm(name: string, images: readonly PulledImage[]): pulumi.ResourceHook[] {
    const cached = images.flatMap((image): CachedImage[] => {
      const through = this.#cached(image.uri);
      const tag = image.tag ?? readImageUri(image.uri).tag ?? "latest";
      return through ? [{ repository: through.repository, digest: through.digest, tag }] : [];
    });
    if (!cached.length) {
      return [];
    }
    const { cloud } = this.#args;
    return [
      new pulumi.ResourceHook(
        `${name}-warm`,
        async () => void (await Promise.all(cached.map((image) => cloud.warm(image)))),
      ),
    ];
  }

  #cached(uri: string) {
    const { accountId, region } = this.#args;
    return pulledThrough(uri, { accountId, region, prefixes: this.#prefixes });
  }
}

/** What the repositories of one registry begin with; ECR takes no upper case and no dot at an end. */
function repositoryPrefix(prefix: string, registry: string): string {
  return physicalName("pullThroughPrefix", prefix, registry.replaceAll(".", "-"));
}

/** Where ECR finds the credentials of a registry: a secret of a name that it may read, in words that it knows. */
function storedCredentials(
  name: string,
  registry: string,
  pullSecret: string,
  { prefix, secrets, secretRecoveryDays }: PullThroughCacheArgs,
  child: Child,
): { readonly arn: pulumi.Input<string>; readonly ready: pulumi.Resource[] } {
  const value = secrets.values[pullSecret];
  if (value === undefined) {
    // It exists already, and the configuration has seen to its name and what is in it.
    return { arn: found(secrets.references, pullSecret).arn, ready: [] };
  }
  const secret = new Secret(
    `${name}-${registry}-credentials`,
    {
      name: physicalName("secret", `ecr-pullthroughcache/${prefix}`, registry),
      recoveryWindowInDays: secretRecoveryDays,
    },
    child,
  );
  const version = new SecretVersion(
    `${name}-${registry}-credentials-value`,
    { secretId: secret.id, secretString: pulumi.secret(value.apply(forEcr)) },
    child,
  );
  return { arn: secret.arn, ready: [version] };
}

/** The configuration has seen that these are credentials; the offline plan knows no secret and has a marker here. */
function forEcr(value: string): string {
  const credentials = readRegistryCredentials(value);
  return credentials ? pullThroughCredentials(credentials) : value;
}
