import type { Octokit } from "@octokit/core";
import { sentenceOf } from "./github-errors.ts";
import { tokenForGitHub } from "./github-token.ts";

/** A pull request that is to be open. */
export interface WantedPullRequest {
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  /** Branch that it goes into. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** How one commit stands to another. */
export interface Comparison {
  /** Whether `base` is in the history of `head`. */
  readonly contains: boolean;
  /** Commits of `head` that `base` lacks, the oldest first. */
  readonly commits: readonly { readonly sha: string; readonly title: string }[];
  /** How many more there are than `commits` lists. */
  readonly more: number;
}

/** All that this project asks of GitHub. */
export interface GitHub {
  /** Opens the pull request of a branch, or brings the one that is open up to date. */
  pullRequest(
    wanted: WantedPullRequest,
  ): Promise<{ readonly number: number; readonly url: string; readonly isNew: boolean }>;
  /** Whether the newest pull request of a branch was closed, merged or not, when the branch was at this commit. */
  isClosed(at: Pick<WantedPullRequest, "repository" | "branch"> & { readonly commit: string }): Promise<boolean>;
  compare(repository: string, base: string, head: string): Promise<Comparison>;
}

export interface GitHubOptions {
  /** Where the address and the token are. @default those of this process, also the ones that the sandbox took away */
  readonly variables?: NodeJS.ProcessEnv;
  /** Pause before the second attempt; each further one is longer. */
  readonly pauseMilliseconds?: number;
  readonly timeoutMilliseconds?: number;
}

/** Whoever asks for a pull request means GitHub, also for a stack in the sandbox. */
const atStart = { ...process.env };

/** GitHub, with the token at hand; nothing is loaded or asked before the first call. */
export function openGitHub(options: GitHubOptions = {}): GitHub {
  const { GITHUB_API_URL: url, GH_TOKEN, GITHUB_TOKEN } = options.variables ?? { ...atStart, ...process.env };
  const given = { baseUrl: url || "https://api.github.com", token: GH_TOKEN || GITHUB_TOKEN };
  let opened: Promise<Octokit> | undefined;
  const call: Call = async (repository, work) => {
    opened ??= open(given, options);
    const octokit = await opened;
    const [owner = "", repo = ""] = repository.split("/");
    try {
      return await work(octokit, { owner, repo });
    } catch (error) {
      throw sentenceOf(error, { repository, baseUrl: given.baseUrl });
    }
  };
  return {
    pullRequest: (wanted) => call(wanted.repository, (octokit, at) => upsert(octokit, at, wanted)),
    isClosed: ({ repository, branch, commit }) =>
      call(repository, async (octokit, at) => {
        const [newest] = await pullRequestsOf(octokit, at, {
          head: `${at.owner}:${branch}`,
          state: "all",
          per_page: 1,
        });
        return newest?.state === "closed" && newest.head.sha === commit;
      }),
    compare: (repository, base, head) => call(repository, (octokit, at) => compare(octokit, at, `${base}...${head}`)),
  };
}

type Place = { readonly owner: string; readonly repo: string };
type Call = <T>(repository: string, work: (octokit: Octokit, at: Place) => Promise<T>) => Promise<T>;

async function open(
  { baseUrl, token }: { readonly baseUrl: string; readonly token: string | undefined },
  { pauseMilliseconds = 1000, timeoutMilliseconds = 20_000 }: GitHubOptions,
): Promise<Octokit> {
  const [{ Octokit }, { retry }, auth] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-retry"),
    token ?? tokenForGitHub(baseUrl),
  ]);
  const patiently = (input: string, init?: RequestInit) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMilliseconds) });
  return new (Octokit.plugin(retry))({
    auth,
    baseUrl,
    userAgent: "slipway",
    request: { fetch: patiently },
    // Who asks too often is told for how long to wait, which is longer than anybody wants to look at a prompt.
    retry: { retryAfterBaseValue: pauseMilliseconds, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
  });
}

const headers = { "X-GitHub-Api-Version": "2022-11-28" };

interface Which {
  readonly head: string;
  readonly base?: string;
  readonly state: "open" | "all";
  readonly per_page: number;
}

async function pullRequestsOf(octokit: Octokit, at: Place, which: Which) {
  const query = { sort: "created", direction: "desc", ...which } as const;
  return (await octokit.request("GET /repos/{owner}/{repo}/pulls", { ...at, ...query, headers })).data;
}

async function upsert(octokit: Octokit, at: Place, { branch, base, title, body }: WantedPullRequest) {
  const which = { head: `${at.owner}:${branch}`, base, state: "open", per_page: 1 } as const;
  let [open] = await pullRequestsOf(octokit, at, which);
  if (!open) {
    try {
      const wanted = { ...at, head: branch, base, title, body, headers };
      const { data } = await octokit.request("POST /repos/{owner}/{repo}/pulls", wanted);
      return { number: data.number, url: data.html_url, isNew: true };
    } catch (error) {
      // Somebody else has opened it in this moment, or an attempt whose answer was lost.
      [open] = await pullRequestsOf(octokit, at, which);
      if (!open) {
        throw error;
      }
    }
  }
  const { number, html_url: url } = open;
  if (open.title !== title || open.body !== body) {
    const wanted = { ...at, pull_number: number, title, body, headers };
    await octokit.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", wanted);
  }
  return { number, url, isNew: false };
}

async function compare(octokit: Octokit, at: Place, basehead: string): Promise<Comparison> {
  const wanted = { ...at, basehead, headers };
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", wanted);
  const commits = data.commits.map(({ sha, commit }) => ({ sha, title: commit.message.split("\n")[0] ?? "" }));
  return {
    contains: data.status === "ahead" || data.status === "identical",
    commits,
    more: data.total_commits - commits.length,
  };
}
