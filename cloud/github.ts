import { caller, type GitHubOptions } from "./github/client.ts";
import { upsertComment, type WantedComment } from "./github/comments.ts";
import { type Comparison, compare } from "./github/comparison.ts";
import { deleteImageVersion, type ImagePackage, type ImageVersion, imageVersions } from "./github/image-versions.ts";
import { closeIssue, type Issue, type IssueAddress, upsertIssue, type WantedIssue } from "./github/issues.ts";
import { isClosedAt, type OpenPullRequest, openPullRequest, type WantedPullRequest } from "./github/pull-requests.ts";

export type { GitHubOptions } from "./github/client.ts";
export type { ImagePackage, ImageVersion } from "./github/image-versions.ts";
export type { OpenPullRequest, WantedPullRequest } from "./github/pull-requests.ts";

/** What this project does on GitHub; how a repository is set up, `github-settings.ts` reads. */
export interface GitHub {
  /** Opens the pull request of a branch, or brings the one that is open up to date. */
  pullRequest(wanted: WantedPullRequest): Promise<OpenPullRequest>;
  /** Whether the newest pull request of a branch was closed, merged or not, when the branch was at this commit. */
  isClosed(at: Pick<WantedPullRequest, "repository" | "branch"> & { readonly commit: string }): Promise<boolean>;
  compare(repository: string, base: string, head: string): Promise<Comparison>;
  /** Writes a comment, or edits the one that this token's owner has written with the same marker. */
  comment(wanted: WantedComment): Promise<{ readonly url: string; readonly isNew: boolean }>;
  /** Opens an issue, or brings the one that is open up to date. */
  issue(wanted: WantedIssue): Promise<Issue & { readonly isNew: boolean }>;
  /** Closes an issue with a last word; undefined where none is open. */
  closeIssue(address: IssueAddress & { readonly comment: string }): Promise<Issue | undefined>;
  /** All versions of a package of images, the newest first. */
  imageVersions(image: ImagePackage): Promise<readonly ImageVersion[]>;
  deleteImageVersion(version: ImagePackage & { readonly id: number }): Promise<void>;
}

/** GitHub, with the token at hand; nothing is loaded or asked before the first call. */
export function openGitHub(options: GitHubOptions = {}): GitHub {
  const call = caller(options, { first: "GH_TOKEN", needs: "write contents and pull requests" });
  const callPackages = caller(options, { first: "GH_TOKEN", needs: "read and delete packages" });
  return {
    pullRequest: (wanted) => call(wanted.repository, (client, at) => openPullRequest(client, at, wanted)),
    isClosed: ({ repository, branch, commit }) =>
      call(repository, (client, at) => isClosedAt(client, at, branch, commit)),
    compare: (repository, base, head) => call(repository, (client, at) => compare(client, at, `${base}...${head}`)),
    comment: (wanted) => call(wanted.repository, (client, at) => upsertComment(client, at, wanted)),
    issue: (wanted) => call(wanted.repository, (client, at) => upsertIssue(client, at, wanted)),
    closeIssue: ({ repository, ...wanted }) => call(repository, (client, at) => closeIssue(client, at, wanted)),
    imageVersions: (image) => callPackages(named(image), (client) => imageVersions(client, image)),
    deleteImageVersion: (version) => callPackages(named(version), (client) => deleteImageVersion(client, version)),
  };
}

function named({ owner, package: name }: ImagePackage): string {
  return `${owner}/${name}`;
}
