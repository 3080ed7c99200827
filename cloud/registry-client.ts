import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "../lib/reason-of.ts";
import { UserError } from "../lib/user-error.ts";
import type { Login } from "./registry-logins.ts";
import { type Authorization, authorizationFor } from "./registry-token.ts";

/** A registry that speaks the API of the OCI Distribution Specification. */
export interface Registry {
  /** As people name it: `ghcr.io`. */
  readonly host: string;
  /** Address in front of `/v2/`. */
  readonly base: string;
  /** What it may be asked with, the best first; asked for nothing where it answers everybody. */
  logins(): AsyncIterable<Login>;
}

/** What an address answered. */
export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface RegistryClient {
  /** What the registry has under a path; undefined where it has nothing. */
  get(path: string, accept: string): Promise<RegistryAnswer | undefined>;
}

/** One request, tried again where the other side is busy. */
export type Fetcher = (url: string, init?: RequestInit) => Promise<RegistryAnswer>;

const attempts = 4;
const mostSecondsToWait = 30;

interface Patience {
  readonly timeoutMilliseconds?: number;
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** Logs in when it is told to, with what it is given, and stays so. */
export function openRegistryClient(registry: Registry, patience: Patience): RegistryClient {
  const ask = fetcherOf(registry.host, patience);
  let authorization: Authorization | undefined;
  return {
    async get(path, accept) {
      const url = `${registry.base}${path}`;
      const askWith = (own?: Authorization) => ask(url, { headers: { accept, ...(own && { authorization: own }) } });
      let answer = await askWith(authorization);
      if (answer.status === 401) {
        const entered = await enter(registry, answer, ask, askWith);
        ({ answer, authorization } = entered);
      }
      if (answer.status === 404) {
        return undefined;
      }
      if (answer.status !== 200) {
        throw refused(registry.host, path, answer);
      }
      return answer;
    },
  };
}

interface Entered {
  readonly answer: RegistryAnswer;
  readonly authorization?: Authorization;
}

/**
 * Tries each login until one is let in, and none at last: what anybody may read must not be out of reach for a login
 * that is old or may too little.
 */
async function enter(
  { host, base, logins }: Registry,
  challenge: RegistryAnswer,
  ask: Fetcher,
  askWith: (authorization: Authorization) => Promise<RegistryAnswer>,
): Promise<Entered> {
  let last = challenge;
  const attempt = async (login?: Login): Promise<Entered | undefined> => {
    const authorization = await authorizationFor(challenge, { host, base, ask, ...(login && { login }) });
    if (typeof authorization !== "string") {
      last = authorization ?? last;
      return undefined;
    }
    const answer = await askWith(authorization);
    last = answer;
    return answer.status === 401 || answer.status === 403 ? undefined : { answer, authorization };
  };
  for await (const login of logins()) {
    const entered = await attempt(login);
    if (entered) {
      return entered;
    }
  }
  return (await attempt()) ?? { answer: last };
}

function fetcherOf(host: string, { timeoutMilliseconds = 10_000, pause = sleep }: Patience): Fetcher {
  return async (url, init) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(host, url, { ...init, signal: AbortSignal.timeout(timeoutMilliseconds) });
      const seconds = waitSeconds(answer, attempt);
      if (seconds === undefined || attempt === attempts || seconds > mostSecondsToWait) {
        return answer;
      }
      await pause(seconds * 1000);
    }
  };
}

async function once(host: string, url: string, init: RequestInit): Promise<RegistryAnswer> {
  try {
    const response = await fetch(url, init);
    const { status, headers } = response;
    return { status, headers, body: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    throw new Error(
      isLate
        ? `registry ${host} did not answer in time: try again, or see whether a proxy is in between`
        : `registry ${host} cannot be reached at ${new URL(url).origin} (${reasonOf(error)}): see whether the name of the repository is right and this machine is online`,
    );
  }
}

/** Seconds until it is worth asking again; undefined where the answer will not change. */
function waitSeconds({ status, headers }: RegistryAnswer, attempt: number): number | undefined {
  if (status !== 429 && status < 500) {
    return undefined;
  }
  const after = headers.get("retry-after");
  if (after === null) {
    return attempt ** 2;
  }
  const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? attempt ** 2 : Math.max(0, seconds);
}

function refused(host: string, path: string, answer: RegistryAnswer): Error {
  const { status } = answer;
  const repository = path.replace(/^\/v2\/(.*)\/(manifests|blobs)\/[^/]*$/, "$1");
  const says = `${status}${wordsOf(answer)}`;
  if (status === 429) {
    return new UserError(`registry ${host} is asked too often (${says}): ${howToLogIn(host)}, or try again later`);
  }
  return status === 401 || status === 403
    ? new UserError(
        `registry ${host} does not show ${repository} (${says}): it is private, or there is none of this name: ${howToLogIn(host)}`,
      )
    : new Error(`registry ${host} answered ${says} for ${repository}: try again later`);
}

/** The registry's own words: each has an error code and a sentence. */
function wordsOf({ body }: RegistryAnswer): string {
  const words = /"message"\s*:\s*"([^"]+)"/.exec(body.toString("utf8").slice(0, 4096))?.[1];
  return words === undefined ? "" : `, ${words}`;
}

function howToLogIn(host: string): string {
  const region = /\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com/.exec(host)?.[1];
  if (region !== undefined) {
    return "set AWS_PROFILE to a profile that may pull from it (ecr:GetAuthorizationToken, ecr:BatchGetImage)";
  }
  const name = host === "docker.io" ? "" : ` ${host}`;
  return `log in with docker login${name}${host === "ghcr.io" ? ", or set GH_TOKEN to a token with read:packages" : ""}`;
}
