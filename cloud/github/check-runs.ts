import { type Client, headers, type Place } from "./client.ts";

/** Names of the checks that have run on the newest commit of a branch. */
export async function checkRuns(client: Client, at: Place, branch: string): Promise<readonly string[]> {
  const which = { ...at, ref: branch, filter: "latest" as const, per_page: 100, headers };
  const runs = await client.paginate("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", which);
  return [...new Set(runs.map(({ name }) => name))].toSorted();
}
