import { type Client, headers, type Place } from "./client.ts";

/** The one comment of a pull request or an issue that begins with a marker. */
export interface WantedComment {
  /** `owner/name`. */
  readonly repository: string;
  /** Number of the pull request or issue. */
  readonly number: number;
  /** Hidden first line that tells it from others: `<!-- slipway:preview -->`. */
  readonly marker: string;
  /** What comes after the marker; both together have at most 65,536 characters. */
  readonly body: string;
}

interface Page {
  readonly repository: {
    readonly issueOrPullRequest: {
      readonly comments: {
        readonly nodes: readonly Comment[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      };
    } | null;
  };
}

interface Comment {
  readonly databaseId: number;
  readonly url: string;
  readonly body: string;
  readonly viewerDidAuthor: boolean;
}

/** Whether a comment is the token's own, the REST interface does not say: a workflow's token may not even ask who it is. */
const ofNumber = `query ($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issueOrPullRequest(number: $number) {
      ... on PullRequest { comments(first: 100, after: $after) { ...found } }
      ... on Issue { comments(first: 100, after: $after) { ...found } }
    }
  }
}
fragment found on IssueCommentConnection {
  nodes { databaseId url body viewerDidAuthor }
  pageInfo { hasNextPage endCursor }
}`;

/** Writes the comment, or edits the one that this token's owner has written with the same marker. */
export async function upsertComment(
  client: Client,
  at: Place,
  { number, marker, body: text }: WantedComment,
): Promise<{ readonly url: string; readonly isNew: boolean }> {
  const body = `${marker}\n${text}`;
  const mine = await ownComment(client, at, number, marker);
  if (!mine) {
    const wanted = { ...at, issue_number: number, body, headers };
    const { data } = await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", wanted);
    return { url: data.html_url, isNew: true };
  }
  if (mine.body !== body) {
    const wanted = { ...at, comment_id: mine.databaseId, body, headers };
    await client.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", wanted);
  }
  return { url: mine.url, isNew: false };
}

async function ownComment(client: Client, at: Place, number: number, marker: string): Promise<Comment | undefined> {
  let after: string | undefined;
  do {
    const { repository }: Page = await client.graphql<Page>(ofNumber, { ...at, number, after, headers });
    const comments = repository.issueOrPullRequest?.comments;
    const mine = comments?.nodes.find(({ viewerDidAuthor, body }) => viewerDidAuthor && body.startsWith(marker));
    if (mine) {
      return mine;
    }
    after = comments?.pageInfo.hasNextPage ? comments.pageInfo.endCursor : undefined;
  } while (after !== undefined);
  return undefined;
}
