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
export function oidcIdentity(
  { owner, name }: { readonly owner: string; readonly name: string },
  provider: Provider,
): OidcIdentity {
  const fullName = `${owner}/${name}`;
  const { repoId } = getRepositoryOutput({ fullName }, { provider });
  const { body } = getRestApiOutput({ endpoint: `repos/${fullName}/actions/oidc/customization/sub` }, { provider });
  const prefixes = body.apply((text) => subjectPrefixes(fullName, text));
  return {
    repositoryId: repoId.apply(String),
    subjects: (claims) => prefixes.apply((all) => all.flatMap((prefix) => claims.map((claim) => `${prefix}:${claim}`))),
  };
}

/**
 * What subjects begin with: the form with names, and GitHub's answer where it is another one.
 *
 * @param text what GitHub says of the customization; GitHub Enterprise Server knows of no prefix
 */
export function subjectPrefixes(fullName: string, text: string): string[] {
  const answer: unknown = JSON.parse(text || "{}");
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
