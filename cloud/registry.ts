import { createHash } from "node:crypto";
import { wholeRepository } from "../lib/image-uri.ts";
import { member } from "../lib/member.ts";
import { registryOf } from "../lib/registry.ts";
import type { CloudPlace } from "./cloud.ts";
import { attachedSandbox } from "./open.ts";
import { openRegistryClient, type RegistryAnswer, type RegistryClient } from "./registry-client.ts";
import { loginsFor } from "./registry-logins.ts";

/** An image by its digest, as a registry keeps it. */
export interface RegistryImage {
  /** Registry and path, as `app.images` has it. */
  readonly repository: string;
  /** `sha256:…`. */
  readonly digest: string;
}

export interface RegistryOptions {
  /** Whose credentials a private registry of ECR is asked with. @default those at hand */
  readonly place?: CloudPlace;
  /** Time of one answer. */
  readonly timeoutMilliseconds?: number;
  /** How time is let pass between two attempts, for tests. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** Every kind of manifest that ECS pulls, so that the registry converts none: a converted one has another digest. */
const manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** What a registry says of an image: its platforms, like `linux/amd64`. Undefined: it has no such digest. */
export async function imageIn(
  image: RegistryImage,
  options: RegistryOptions = {},
): Promise<{ readonly platforms: readonly string[] } | undefined> {
  const held = await manifestOf(image, options);
  return held && { platforms: await platformsOf(held.manifest, held) };
}

/** Digests that an index lists: an image for each platform, and what is attested of them; none of a single image. */
export async function partsOf(image: RegistryImage, options: RegistryOptions = {}): Promise<readonly string[]> {
  const held = await manifestOf(image, options);
  if (held === undefined) {
    throw new Error(`${image.repository}@${image.digest} is not in its registry`);
  }
  const entries = member(held.manifest, "manifests");
  const digests = (Array.isArray(entries) ? entries : []).map((entry) => member(entry, "digest"));
  return digests.filter((digest) => typeof digest === "string");
}

async function manifestOf(
  { repository, digest }: RegistryImage,
  { place, ...options }: RegistryOptions,
): Promise<(Asked & { readonly manifest: unknown }) | undefined> {
  const host = registryOf(repository);
  const path = wholeRepository(repository).slice(host.length + 1);
  const sandbox = attachedSandbox();
  const client = openRegistryClient(
    sandbox === undefined
      ? { host, base: addressOf(host), logins: () => loginsFor(host, place) }
      : { host, base: `${sandbox}/registry/${host}`, logins: noLogins },
    options,
  );
  // A model's manifest cannot have the digest of the real one, and what is on this machine need not be doubted.
  const check = sandbox === undefined ? assertDigest : assertDigestHeader;
  const answer = await client.get(`/v2/${path}/manifests/${digest}`, manifestTypes);
  if (answer === undefined) {
    return undefined;
  }
  const name = `${repository}@${digest}`;
  check(answer, digest, name);
  return { client, path, name, manifest: parsed(answer, name) };
}

/** As Docker has it: Docker Hub answers under another name, and a registry on this machine speaks plain HTTP. */
function addressOf(host: string): string {
  if (host === "docker.io") {
    return "https://registry-1.docker.io";
  }
  return /^(localhost|127(\.\d+){3})(:\d+)?$/.test(host) ? `http://${host}` : `https://${host}`;
}

/** The sandbox knows nobody; the logins of this machine are none of its business. */
async function* noLogins(): AsyncGenerator<never> {}

/** The bytes are what the digest says, so that nothing between here and the registry can tell of another image. */
function assertDigest({ body }: RegistryAnswer, digest: string, name: string): void {
  const held = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  if (held !== digest) {
    throw new Error(
      `${name} was answered with something else, whose digest is ${held}: a proxy in between, or the registry, is wrong`,
    );
  }
}

/** What takes the place of the bytes' own digest in the sandbox. */
function assertDigestHeader({ headers }: RegistryAnswer, digest: string, name: string): void {
  const held = headers.get("docker-content-digest");
  if (held !== digest) {
    throw new Error(`${name} was answered by the sandbox with something else, whose digest is ${held}`);
  }
}

interface Asked {
  readonly client: RegistryClient;
  readonly path: string;
  readonly name: string;
}

/** Of an index those that it lists, of a single image the one that its configuration tells. */
async function platformsOf(manifest: unknown, { client, path, name }: Asked): Promise<string[]> {
  const entries = member(manifest, "manifests");
  if (Array.isArray(entries)) {
    const platforms = entries.map((entry) => platformOf(member(entry, "platform")));
    return [...new Set(platforms)].filter((platform) => platform !== undefined);
  }
  const digest = member(member(manifest, "config"), "digest");
  if (typeof digest !== "string") {
    throw new Error(
      `${name} is no image that ECS could run: its manifest names no configuration and lists no platforms`,
    );
  }
  const config = await client.get(`/v2/${path}/blobs/${digest}`, "*/*");
  if (config === undefined) {
    throw new Error(`${name} is not whole: its registry has no configuration ${digest} of it: push it again`);
  }
  assertDigest(config, digest, name);
  const platform = platformOf(parsed(config, name));
  return platform === undefined ? [] : [platform];
}

/** Variants that a platform has unless it says otherwise. */
const usualVariants: Readonly<Record<string, string>> = { amd64: "v1", arm64: "v8" };

/** `linux/arm64` also where the usual variant is written out. Attestations beside an image have no platform. */
function platformOf(value: unknown): string | undefined {
  const [os, architecture, variant] = ["os", "architecture", "variant"].map((key) => member(value, key));
  if (typeof os !== "string" || typeof architecture !== "string" || os === "unknown" || architecture === "unknown") {
    return undefined;
  }
  const isUsual = typeof variant !== "string" || variant === "" || usualVariants[architecture] === variant;
  return [os, architecture, ...(isUsual ? [] : [variant])].join("/");
}

function parsed({ body }: RegistryAnswer, name: string): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new Error(`${name} was answered with something else than JSON`);
  }
}
