import { getRepositoryOutput } from "@pulumi/github/getRepository.js";
import { getRestApiOutput } from "@pulumi/github/getRestApi.js";
import type { Provider } from "@pulumi/github/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { member } from "../lib/member.ts";

/** What GitHub signs of the jobs of one repository. */
export interface OidcIdentity {
  /** GitHub's number of the repository, which outlives its name. */
  readonly repositoryId: pulumi.Output<string>;
  /** Subjects of tokens with these claims (`environment:staging`, `pull_request`), in each form that GitHub may use. */
  subjects(claims: readonly string[]): pulumi.Output<string[]>;
}

/**
 * Asks GitHub how it signs. Repositories made or renamed since July 2026 have subjects with the numbers of owner and
 * repository in them, older ones may change over on any day: both forms are trusted as soon as GitHub names the second.
 * Source: https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export function oidcIdentity({ owner, name, visibility }: NamedRepository, provider: Provider): OidcIdentity {
  const fullName = `${owner}/${name}`;
  const repositoryId = getRepositoryOutput({ fullName }, { provider }).apply((found) =>
    repositoryNumber({ fullName, visibility }, found),
  );
  const answer = getRestApiOutput({ endpoint: `repos/${fullName}/actions/oidc/customization/sub` }, { provider });
  const prefixes = answer.apply((found) => subjectPrefixes(fullName, found));
  return {
    repositoryId,
    subjects: (claims) => prefixes.apply((all) => all.flatMap((prefix) => claims.map((claim) => `${prefix}:${claim}`))),
  };
}

interface NamedRepository {
  readonly owner: string;
  readonly name: string;
  /** What the configuration takes it for: what can be had of GitHub depends on it. */
  readonly visibility: "public" | "private";
}

/** What GitHub says of a repository; the provider says nothing at all, and no error, of one that the token does not see. */
interface FoundRepository {
  readonly fullName?: string;
  readonly repoId?: number;
  readonly visibility?: string;
}

/**
 * GitHub's number of a repository. Refused where it is not seen, since roles would trust a number that no job has; where
 * GitHub spells its name otherwise, which is the same to GitHub and not to AWS; and where everybody sees it, or not, other
 * than the configuration says.
 */
export function repositoryNumber(
  { fullName, visibility }: { readonly fullName: string } & Pick<NamedRepository, "visibility">,
  found: FoundRepository,
): string {
  const { fullName: spelt, repoId } = found;
  if (!repoId) {
    throw new pulumi.RunError(
      `GitHub shows no repository ${fullName}: correct app.delivery, or give whoever runs this a token that sees it ` +
        "(GITHUB_TOKEN, or `gh auth login`)",
    );
  }
  if (spelt !== undefined && spelt !== fullName) {
    throw new pulumi.RunError(
      `GitHub calls the repository ${fullName} now ${spelt}: write that in app.delivery, because AWS compares it by the letter`,
    );
  }
  if (found.visibility !== undefined && (found.visibility === "public") !== (visibility === "public")) {
    throw new pulumi.RunError(
      `${fullName} is ${found.visibility} on GitHub, and ${visibility} in app.delivery: correct its visibility there, because ` +
        "what GitHub can do for it depends on that",
    );
  }
  return String(repoId);
}

/** What GitHub says of the subjects of a repository: a status, and JSON. */
interface FoundSubject {
  readonly code: number;
  readonly body: string;
}

/**
 * What subjects begin with: the form with names, and GitHub's answer where it is another one. Refused where the token may
 * not look, since the form with numbers would no longer be trusted. GitHub Enterprise Server knows of no prefix.
 */
export function subjectPrefixes(fullName: string, { code, body }: FoundSubject): string[] {
  if (code !== 200) {
    throw new pulumi.RunError(
      `GitHub does not say how it signs for jobs of ${fullName} (status ${code}): give whoever runs this a token that may ` +
        'read "Actions" of it',
    );
  }
  const answer: unknown = JSON.parse(body || "{}");
  if (member(answer, "use_default") === false) {
    pulumi.log.warn(
      `${fullName} has a template of its own for the subjects of OIDC tokens, which no role trusts: its jobs cannot ` +
        `deploy until "gh api -X PUT repos/${fullName}/actions/oidc/customization/sub -F use_default=true" is run`,
    );
  }
  const prefix = member(answer, "sub_claim_prefix");
  return [...new Set([`repo:${fullName}`, ...(typeof prefix === "string" ? [prefix] : [])])];
}

/**
 * Claims of the jobs that may change a stack: those in its environments on GitHub, which let in whom they let in; where
 * the repository has none, those of its branches.
 */
export function deployClaims(
  stack: string,
  { gate, branches }: { readonly gate: "environment" | "branch"; readonly branches: readonly string[] },
): string[] {
  return gate === "environment"
    ? [`environment:${stack}`, `environment:${stack}-rollback`]
    : branches.map((branch) => `ref:refs/heads/${branch}`);
}

/** Claims of the jobs that may look at a stack: of any pull request from the repository itself, and of a branch. */
export function previewClaims(branch: string): string[] {
  return ["pull_request", `ref:refs/heads/${branch}`];
}
