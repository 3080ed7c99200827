import { type Client, headers, type Place } from "./client.ts";

/** Which issue is meant: the open one with this label that begins with this marker. */
export interface IssueAddress {
  /** `owner/name`. */
  readonly repository: string;
  readonly label: string;
  /** Hidden first line that tells it from those that people wrote: `<!-- slipway:drift -->`. */
  readonly marker: string;
}

/** An issue that is to be open. */
export interface WantedIssue extends IssueAddress {
  readonly title: string;
  readonly body: string;
}

/** An issue as it stands on GitHub. */
export interface Issue {
  readonly number: number;
  readonly url: string;
}

/** Opens the issue, or brings the one that is open up to date. */
export async function upsertIssue(
  client: Client,
  at: Place,
  { label, marker, title, body: text }: WantedIssue,
): Promise<Issue & { readonly isNew: boolean }> {
  const body = `${marker}\n${text}`;
  const open = await openIssue(client, at, { label, marker });
  if (!open) {
    const wanted = { ...at, title, body, labels: [label], headers };
    const { data } = await client.request("POST /repos/{owner}/{repo}/issues", wanted);
    return { number: data.number, url: data.html_url, isNew: true };
  }
  const { number, html_url: url } = open;
  if (open.title !== title || open.body !== body) {
    const wanted = { ...at, issue_number: number, title, body, headers };
    await client.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", wanted);
  }
  return { number, url, isNew: false };
}

/** Closes the issue with a last word; undefined where none is open. */
export async function closeIssue(
  client: Client,
  at: Place,
  { comment, ...address }: Omit<IssueAddress, "repository"> & { readonly comment: string },
): Promise<Issue | undefined> {
  const open = await openIssue(client, at, address);
  if (!open) {
    return undefined;
  }
  const { number, html_url: url } = open;
  const which = { ...at, issue_number: number, headers };
  await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...which, body: comment });
  const closed = { ...which, state: "closed", state_reason: "completed" } as const;
  await client.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", closed);
  return { number, url };
}

async function openIssue(client: Client, at: Place, { label, marker }: Omit<IssueAddress, "repository">) {
  const which = { ...at, labels: label, state: "open", per_page: 100, headers } as const;
  const issues = await client.paginate("GET /repos/{owner}/{repo}/issues", which);
  return issues.find(({ pull_request, body }) => !pull_request && body?.startsWith(marker));
}
