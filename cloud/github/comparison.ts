import { type Client, headers, type Place } from "./client.ts";

/** How one commit stands to another. */
export interface Comparison {
  /** Whether `base` is in the history of `head`. */
  readonly contains: boolean;
  /** Commits of `head` that `base` lacks, the oldest first. */
  readonly commits: readonly { readonly sha: string; readonly title: string }[];
  /** How many more there are than `commits` lists. */
  readonly more: number;
}

/** @param basehead `base...head` */
export async function compare(client: Client, at: Place, basehead: string): Promise<Comparison> {
  const wanted = { ...at, basehead, headers };
  const { data } = await client.request("GET /repos/{owner}/{repo}/compare/{basehead}", wanted);
  const commits = data.commits.map(({ sha, commit }) => ({ sha, title: commit.message.split("\n")[0] ?? "" }));
  return {
    contains: data.status === "ahead" || data.status === "identical",
    commits,
    more: data.total_commits - commits.length,
  };
}
