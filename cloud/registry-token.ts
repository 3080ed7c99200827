import type { Fetcher, RegistryAnswer } from "./registry-client.ts";
import type { Login } from "./registry-logins.ts";

/** A value of the header `Authorization`. */
export type Authorization = string;

interface Asker {
  readonly host: string;
  readonly base: string;
  readonly ask: Fetcher;
  /** Absent: as anybody. */
  readonly login?: Login;
}

/**
 * What a registry wants to see after its 401, by the challenge in it: the login itself, or a token that another address
 * gives for it. Undefined where the login cannot answer the challenge; where the other address gives none, its answer.
 * Source: https://distribution.github.io/distribution/spec/auth/token
 */
export async function authorizationFor(
  { headers }: RegistryAnswer,
  { host, base, ask, login }: Asker,
): Promise<Authorization | RegistryAnswer | undefined> {
  const challenge = headers.get("www-authenticate") ?? "";
  const bearer = parametersOf(challenge, "Bearer");
  if (bearer !== undefined) {
    const answer = await askForToken(tokenAddress(bearer, host, base), bearer, ask, login);
    return answer.status === 200 ? `Bearer ${tokenIn(answer, host)}` : answer;
  }
  const isBasic = parametersOf(challenge, "Basic") !== undefined;
  return isBasic && login && "password" in login ? basic(login) : undefined;
}

type Parameters = Readonly<Record<string, string>>;

/** `realm`, `service`, `scope` of one scheme in a challenge. */
function parametersOf(challenge: string, scheme: string): Parameters | undefined {
  const [, list] = new RegExp(`(?:^|,\\s*)${scheme}\\s+((?:[a-z_]+="[^"]*"(?:,\\s*)?)+)`, "i").exec(challenge) ?? [];
  return list === undefined
    ? undefined
    : Object.fromEntries(
        [...list.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, key = "", value = ""]) => [key.toLowerCase(), value]),
      );
}

/** A login goes nowhere unencrypted, but for a registry on this machine. */
function tokenAddress({ realm = "" }: Parameters, host: string, base: string): URL {
  const isSafe = URL.canParse(realm) && (new URL(realm).protocol === "https:" || base.startsWith("http:"));
  if (!isSafe) {
    throw new Error(
      `registry ${host} wants a token from "${realm}", which is no address with https: nothing was sent there`,
    );
  }
  return new URL(realm);
}

function askForToken(url: URL, { service, scope }: Parameters, ask: Fetcher, login?: Login): Promise<RegistryAnswer> {
  const wanted = { ...(service !== undefined && { service }), ...(scope !== undefined && { scope }) };
  if (login && "identityToken" in login) {
    const fields = { grant_type: "refresh_token", refresh_token: login.identityToken, client_id: "slipway", ...wanted };
    return ask(url.href, { method: "POST", body: new URLSearchParams(fields) });
  }
  for (const [key, value] of Object.entries(wanted)) {
    url.searchParams.set(key, value);
  }
  return ask(url.href, login && { headers: { authorization: basic(login) } });
}

function tokenIn({ body }: RegistryAnswer, host: string): string {
  try {
    const answer: unknown = JSON.parse(body.toString("utf8"));
    for (const key of ["token", "access_token"]) {
      const token: unknown = Reflect.get(Object(answer), key);
      if (typeof token === "string") {
        return token;
      }
    }
  } catch {
    // Told below, with the answers that are JSON and hold none.
  }
  throw new Error(`registry ${host} was asked for a token and answered without one: try again later`);
}

function basic({ username, password }: Extract<Login, { password: string }>): Authorization {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
