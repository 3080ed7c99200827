import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { wholeRepository } from "../../lib/image-uri.ts";
import { howToAdd, type World } from "../world.ts";

/** Every registry of the world is below this path, by its host: `/registry/ghcr.io/v2/…`. */
export const registryPath = "/registry/";

const indexType = "application/vnd.oci.image.index.v1+json";

/** Tokens are good for as long as the sandbox is attached. */
const key = randomBytes(32);

/**
 * Serves the world's images as their registries do (OCI Distribution Specification): manifests by their digest, and of
 * a private repository only with a token, which anybody gets: the sandbox has no users. What it cannot do is to make a
 * manifest whose bytes have the digest that the world says, so its header alone says it; who asks must know that.
 */
export function registry(world: World, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  const [, host = "", path = ""] = new RegExp(`^${registryPath}([^/]+)(/.*)$`).exec(url.pathname) ?? [];
  if (path === "/token") {
    answer(response, 200, { token: tokenFor(url.searchParams.get("scope") ?? "") });
    return;
  }
  const [, name, digest] = /^\/v2\/(.+)\/manifests\/(sha256:[0-9a-f]{64})$/.exec(path) ?? [];
  if (name === undefined || digest === undefined || (request.method !== "GET" && request.method !== "HEAD")) {
    refuse(
      response,
      404,
      "UNSUPPORTED",
      `the sandbox's registries have no ${request.method} ${path}: only manifests, by digest`,
    );
    return;
  }
  const repository = `${host}/${name}`;
  const scope = `repository:${name}:pull`;
  const written = Object.keys(world.images).find((one) => wholeRepository(one) === wholeRepository(repository));
  const held = written === undefined ? undefined : world.images[written];
  if (held?.private && !mayEnter(request.headers.authorization, scope)) {
    const realm = `${url.origin}${registryPath}${host}/token`;
    response.setHeader("www-authenticate", `Bearer realm="${realm}",service="${host}",scope="${scope}"`);
    refuse(response, 401, "UNAUTHORIZED", "authentication required");
    return;
  }
  if (!held?.digests.includes(digest)) {
    const lines = howToAdd(world, "images:", `  ${written ?? repository}:`, `    digests: ["${digest}"]`);
    refuse(response, 404, "MANIFEST_UNKNOWN", `manifest unknown: ${lines}`);
    return;
  }
  response.setHeader("docker-content-digest", digest);
  answer(response, 200, indexOf(digest, held.platforms), indexType);
}

/** An index with one image for each platform, and the attestation that builders put beside them. */
function indexOf(digest: string, platforms: readonly string[]): object {
  const entries = [...platforms, "unknown/unknown"].map((platform) => {
    const [os, architecture] = platform.split("/");
    return {
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      digest: `sha256:${createHash("sha256").update(`${digest} ${platform}`).digest("hex")}`,
      size: 1024,
      platform: { os, architecture },
    };
  });
  return { schemaVersion: 2, mediaType: indexType, manifests: entries };
}

function tokenFor(scope: string): string {
  return createHmac("sha256", key).update(scope).digest("hex");
}

function mayEnter(authorization: string | undefined, scope: string): boolean {
  const shown = Buffer.from(authorization ?? "");
  const wanted = Buffer.from(`Bearer ${tokenFor(scope)}`);
  return shown.length === wanted.length && timingSafeEqual(shown, wanted);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  answer(response, status, { errors: [{ code, message }] });
}

function answer(response: ServerResponse, status: number, body: object, type = "application/json"): void {
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}
