import { privateEcr } from "../lib/registry.ts";
import type { CloudPlace } from "./cloud.ts";
import { dockerLogin } from "./registry-docker.ts";

/** What a registry is asked with: as a user, or with a token that stands for one. */
export type Login = { readonly username: string; readonly password: string } | { readonly identityToken: string };

/** What this machine has for a registry, the best first; each is looked for only when those before it did not do. */
export async function* loginsFor(host: string, place: CloudPlace | undefined): AsyncGenerator<Login> {
  const login = await dockerLogin(host);
  if (login) {
    yield login;
  }
  const ecr = privateEcr(host);
  if (ecr) {
    const { ecrLogin } = await import("./registry-ecr.ts");
    yield await ecrLogin(host, ecr.region, place);
  }
  const token = process.env.GH_TOKEN || process.env.GITHUB_TOKEN;
  if (host === "ghcr.io" && token) {
    // GitHub looks at the token alone.
    yield { username: "slipway", password: token };
  }
}
