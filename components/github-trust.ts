/** Whose tokens GitHub's are, as IAM knows it. */
export const githubIssuer = "token.actions.githubusercontent.com";

/** The jobs that may take a role. */
export interface GitHubJobs {
  /** GitHub's number of the repository, which outlives its name. */
  readonly repositoryId: string;
  /** Subjects of their tokens, to the letter. */
  readonly subjects: readonly string[];
}

/**
 * The trust policy of a role that jobs of GitHub take, as IAM's text. No pattern: a star would let in forks and other
 * environments, and the repository's number keeps out whoever gets its name after it.
 * Source: https://docs.github.com/en/actions/reference/security/oidc
 *
 * @param provider ARN of the account's OIDC provider for GitHub
 */
export function githubTrust(provider: string, { repositoryId, subjects }: GitHubJobs): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: provider },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${githubIssuer}:aud`]: "sts.amazonaws.com",
            [`${githubIssuer}:repository_id`]: repositoryId,
            [`${githubIssuer}:sub`]: subjects,
          },
        },
      },
    ],
  });
}
