/** What GitHub does for a repository, by who may see it and by the plan of its owner. */
export interface RepositoryAbilities {
  /** Environments with their branches, secrets and variables, rulesets, and pull requests that merge by themselves. */
  readonly gates: boolean;
  /** Reviewers, wait, no self-review and no way round for administrators, in an environment. */
  readonly approval: boolean;
  /** Naming the actions that may run; without it all may, or none but GitHub's own. */
  readonly actionPatterns: boolean;
  /** Signed provenance of what its workflows build. */
  readonly attestations: boolean;
  /** Scanning for secrets that were pushed, at no charge: for a private repository it is a licence of its own. */
  readonly secretScanning: boolean;
}

/**
 * What there is for such a repository; asking GitHub for more ends in 403, 404 or 422.
 *
 * Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments,
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets
 * https://docs.github.com/en/actions/how-tos/secure-your-work/use-artifact-attestations/use-artifact-attestations
 * and, for the actions, https://octokit.rest/PUT/repos/%7Bowner%7D/%7Brepo%7D/actions/permissions/selected-actions
 */
export function repositoryAbilities(repository: {
  readonly visibility: "public" | "private";
  readonly plan: "free" | "pro" | "team" | "enterprise";
}): RepositoryAbilities {
  const isPublic = repository.visibility === "public";
  return {
    gates: isPublic || repository.plan !== "free",
    approval: isPublic || repository.plan === "enterprise",
    actionPatterns: isPublic || repository.plan === "enterprise",
    attestations: isPublic || repository.plan === "enterprise",
    secretScanning: isPublic,
  };
}
