import { member } from "../../lib/member.ts";
import { type Client, headers, type Place } from "./client.ts";

/** A pull request that is to be open. */
export interface WantedPullRequest {
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  /** Branch that it goes into. */
  readonly base: string;
  readonly title: string;
  readonly body: string;
  /** GitHub merges it by itself, by squash, as soon as everything that the branch needs is there. */
  readonly autoMerge?: true;
}

/** A pull request that is open, or was merged at once. */
export interface OpenPullRequest {
  readonly number: number;
  readonly url: string;
  readonly isNew: boolean;
  /**
   * What became of `autoMerge`: `waits` for what the branch needs, `merged` because nothing was missing, `refused` by the
   * repository, with GitHub's words.
   */
  readonly autoMerge?:
    | { readonly is: "waits" }
    | { readonly is: "merged" }
    | { readonly is: "refused"; readonly reason: string };
}

interface Which {
  readonly head: string;
  readonly base?: string;
  readonly state: "open" | "all";
  readonly per_page: number;
}

/** Pull requests of a branch, the newest first. */
async function pullRequestsOf(client: Client, at: Place, which: Which) {
  const query = { sort: "created", direction: "desc", ...which } as const;
  return (await client.request("GET /repos/{owner}/{repo}/pulls", { ...at, ...query, headers })).data;
}

/** Whether the newest pull request of a branch was closed, merged or not, when the branch was at this commit. */
export async function isClosedAt(client: Client, at: Place, branch: string, commit: string): Promise<boolean> {
  const which = { head: `${at.owner}:${branch}`, state: "all", per_page: 1 } as const;
  const [newest] = await pullRequestsOf(client, at, which);
  return newest?.state === "closed" && newest.head.sha === commit;
}

/** Opens the pull request of a branch, or brings the one that is open up to date. */
export async function openPullRequest(client: Client, at: Place, wanted: WantedPullRequest): Promise<OpenPullRequest> {
  const { node_id, ...opened } = await upsert(client, at, wanted);
  const autoMerge = wanted.autoMerge && (await mergeByItself(client, at, { number: opened.number, node_id }));
  return { ...opened, ...(autoMerge && { autoMerge }) };
}

async function upsert(client: Client, at: Place, { branch, base, title, body }: WantedPullRequest) {
  const which = { head: `${at.owner}:${branch}`, base, state: "open", per_page: 1 } as const;
  let [open] = await pullRequestsOf(client, at, which);
  if (!open) {
    try {
      const wanted = { ...at, head: branch, base, title, body, headers };
      const { data } = await client.request("POST /repos/{owner}/{repo}/pulls", wanted);
      return { number: data.number, url: data.html_url, isNew: true, node_id: data.node_id };
    } catch (error) {
      // Somebody else has opened it in this moment, or an attempt whose answer was lost.
      [open] = await pullRequestsOf(client, at, which);
      if (!open) {
        throw error;
      }
    }
  }
  const { number, html_url: url, node_id } = open;
  if (open.title !== title || open.body !== body) {
    const wanted = { ...at, pull_number: number, title, body, headers };
    await client.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", wanted);
  }
  return { number, url, isNew: false, node_id };
}

const enable = `mutation ($id: ID!) {
  enablePullRequestAutoMerge(input: {pullRequestId: $id, mergeMethod: SQUASH}) { clientMutationId }
}`;

/** GitHub's REST interface cannot ask for it. */
async function mergeByItself(
  client: Client,
  at: Place,
  { number, node_id: id }: { readonly number: number; readonly node_id: string },
): Promise<OpenPullRequest["autoMerge"]> {
  try {
    await client.graphql(enable, { id, headers });
    return { is: "waits" };
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) {
      throw error;
    }
    // What lacks nothing has nothing to wait for, so it is merged now.
    if (!/clean status/i.test(reason)) {
      return { is: "refused", reason };
    }
    const wanted = { ...at, pull_number: number, merge_method: "squash", headers } as const;
    await client.request("PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge", wanted);
    return { is: "merged" };
  }
}

/** GitHub's words where it understood the question and says no; undefined where something else went wrong. */
function refusalOf(error: unknown): string | undefined {
  const errors = member(error, "errors");
  return Array.isArray(errors) ? errors.map((one) => String(member(one, "message"))).join(", ") : undefined;
}
