import { member } from "../lib/member.ts";
import { messageOf } from "../lib/message-of.ts";
import { reasonOf } from "../lib/reason-of.ts";
import { UserError } from "../lib/user-error.ts";

interface Asked {
  /** `owner/name`. */
  readonly repository: string;
  readonly baseUrl: string;
  /** What the token has to be allowed: `write contents and pull requests`. */
  readonly needs: string;
}

/** What GitHub's refusal means, and what to do. */
export function sentenceOf(error: unknown, { repository, baseUrl, needs }: Asked): unknown {
  const response = member(error, "response");
  const status = member(response, "status");
  if (typeof status !== "number") {
    return error instanceof Error && member(error, "status") !== undefined
      ? new Error(`GitHub cannot be reached at ${baseUrl} (${reasonOf(error)}): see whether this machine is online`)
      : error;
  }
  const says = wordsOf(member(response, "data")) ?? messageOf(error);
  return new UserError(
    `GitHub says ${status} of ${repository}: ${says}${whatToDo(status, response, { repository, needs })}`,
  );
}

function whatToDo(
  status: number,
  response: unknown,
  { repository, needs }: Pick<Asked, "repository" | "needs">,
): string {
  const until = limitedUntil(status, member(response, "headers"));
  if (until !== undefined) {
    return `: the token has asked too often: run this again ${until}`;
  }
  switch (status) {
    case 401:
      return ": the token is wrong or has expired: run gh auth login, or set GH_TOKEN to another one";
    case 403:
      return `: give the token the permissions to ${needs} of the repository`;
    case 404:
      return `: there is no ${repository}, or the token may not see it, or it has no such commit or branch: see app.delivery, and whether the token may ${needs.replace("write", "read")} of it`;
    default:
      return "";
  }
}

/** When a token that has asked too often may ask again. */
function limitedUntil(status: number, headers: unknown): string | undefined {
  const after = member(headers, "retry-after");
  if ((status === 403 || status === 429) && after !== undefined) {
    return `in ${String(after)} seconds`;
  }
  const reset = Number(member(headers, "x-ratelimit-reset"));
  if (status === 429 || (status === 403 && member(headers, "x-ratelimit-remaining") === "0")) {
    return Number.isFinite(reset) ? `after ${new Date(reset * 1000).toISOString()}` : "later";
  }
  return undefined;
}

/** GitHub's message, with what it finds wrong in particular. */
function wordsOf(data: unknown): string | undefined {
  const message = member(data, "message");
  if (typeof message !== "string") {
    return undefined;
  }
  const errors = member(data, "errors");
  const details = Array.isArray(errors)
    ? errors.map((one) => (typeof one === "string" ? one : member(one, "message")))
    : [];
  return [message, ...details.filter((detail) => typeof detail === "string")].join(", ");
}
