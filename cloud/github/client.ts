import { sentenceOf } from "../github-errors.ts";
import { tokenForGitHub } from "../github-token.ts";

export interface GitHubOptions {
  /** Where the address and the token are. @default those of this process, also the ones that the sandbox took away */
  readonly variables?: NodeJS.ProcessEnv;
  /** Pause before the second attempt; each further one is longer. None lets also the pauses between writes away. */
  readonly pauseMilliseconds?: number;
  readonly timeoutMilliseconds?: number;
}

/** What a token is for. */
export interface Purpose {
  /** Variable that is looked into first: a job has its own token beside that of an App. */
  readonly first: "GH_TOKEN" | "GITHUB_TOKEN";
  /** What the token has to be allowed, in words. */
  readonly needs: string;
}

/** A repository, as GitHub's interface takes it. */
export type Place = { readonly owner: string; readonly repo: string };

/** GitHub's interface, with the token at hand. */
export type Client = Awaited<ReturnType<typeof open>>;

/** Does something with GitHub for a repository, `owner/name`; what GitHub refuses is a sentence. */
export type Call = <T>(repository: string, work: (client: Client, at: Place) => Promise<T>) => Promise<T>;

/** The version of GitHub's interface that this project is written for. */
export const headers = { "X-GitHub-Api-Version": "2022-11-28" };

/** Longest wait that GitHub may ask for before somebody is told instead. */
const patienceSeconds = 20;

/** Whoever asks for a pull request means GitHub, also for a stack in the sandbox. */
const atStart = { ...process.env };

/** What calls GitHub; nothing is loaded or asked before the first call. */
export function caller(options: GitHubOptions, { first, needs }: Purpose): Call {
  const variables = options.variables ?? { ...atStart, ...process.env };
  const token = variables[first] || variables.GH_TOKEN || variables.GITHUB_TOKEN;
  const given = { baseUrl: variables.GITHUB_API_URL || "https://api.github.com", token, needs };
  let opened: Promise<Client> | undefined;
  return async (repository, work) => {
    opened ??= open(given, options);
    const client = await opened;
    const [owner = "", repo = ""] = repository.split("/");
    try {
      return await work(client, { owner, repo });
    } catch (error) {
      throw sentenceOf(error, { repository, ...given });
    }
  };
}

async function open(
  { baseUrl, token, needs }: { readonly baseUrl: string; readonly token: string | undefined; readonly needs: string },
  { pauseMilliseconds = 1000, timeoutMilliseconds = 20_000 }: GitHubOptions,
) {
  const [{ Octokit }, { retry }, { throttling }, { paginateRest }, auth] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-retry"),
    import("@octokit/plugin-throttling"),
    import("@octokit/plugin-paginate-rest"),
    token || tokenForGitHub(baseUrl, needs),
  ]);
  const patiently = (input: string, init?: RequestInit) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMilliseconds) });
  const mayWait = (seconds: number, _: object, __: unknown, attempts: number) =>
    seconds <= patienceSeconds && attempts < 2;
  return new (Octokit.plugin(retry, throttling, paginateRest))({
    auth,
    baseUrl,
    userAgent: "slipway",
    request: { fetch: patiently },
    retry: { retryAfterBaseValue: pauseMilliseconds, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
    // Who asks too often is told for how long to wait where that is longer than anybody wants to look at a prompt.
    throttle: { enabled: pauseMilliseconds > 0, onRateLimit: mayWait, onSecondaryRateLimit: mayWait },
  });
}
