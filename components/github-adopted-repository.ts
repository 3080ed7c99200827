import { Repository, type RepositoryArgs } from "@pulumi/github/repository.js";
import type * as pulumi from "@pulumi/pulumi";
import type { RepositoryAbilities } from "../lib/repository-abilities.ts";

/** What pull requests are like: one commit each, named like the request, on a branch that is up to date and then gone. */
const merging = {
  allowMergeCommit: false,
  allowRebaseMerge: false,
  allowSquashMerge: true,
  allowUpdateBranch: true,
  deleteBranchOnMerge: true,
  squashMergeCommitTitle: "PR_TITLE",
  squashMergeCommitMessage: "PR_BODY",
} satisfies RepositoryArgs;

/** What is set only where it can be, or where somebody wants it. */
type Sometimes = "allowAutoMerge" | "securityAndAnalysis" | "topics";
type Always = keyof typeof merging | "name" | "archiveOnDestroy";

/**
 * What stays as it is, and who sees to it. The provider itself, for what it reads when nothing is said; handed on by
 * Pulumi it would be a wish, and GitHub refuses some (`private` beside `visibility`, forks where the owner allows none).
 * Pulumi, for what the provider switches off when nothing is said. Whoever updates the provider has to say of each new
 * property to which side it belongs.
 *
 * Source: https://github.com/integrations/terraform-provider-github/blob/v6.13.0/github/resource_github_repository.go
 */
const asItIs: Readonly<Record<Exclude<keyof RepositoryArgs, Always | Sometimes>, "provider" | "pulumi">> = {
  allowForking: "provider",
  archived: "pulumi",
  autoInit: "pulumi",
  defaultBranch: "provider",
  description: "pulumi",
  etag: "provider",
  fork: "provider",
  gitignoreTemplate: "pulumi",
  hasDiscussions: "pulumi",
  hasDownloads: "pulumi",
  hasIssues: "pulumi",
  hasProjects: "pulumi",
  hasWiki: "pulumi",
  homepageUrl: "pulumi",
  ignoreVulnerabilityAlertsDuringRead: "pulumi",
  isTemplate: "pulumi",
  licenseTemplate: "pulumi",
  mergeCommitMessage: "pulumi",
  mergeCommitTitle: "pulumi",
  pages: "pulumi",
  private: "provider",
  sourceOwner: "provider",
  sourceRepo: "provider",
  template: "pulumi",
  // The configuration says what it is, so that the program knows what can be had; nobody publishes a repository with it.
  visibility: "provider",
  vulnerabilityAlerts: "provider",
  webCommitSignoffRequired: "pulumi",
};

const ignored = Object.entries(asItIs).flatMap(([property, by]) => (by === "pulumi" ? [property] : []));

export interface AdoptedRepositoryArgs {
  /** Without its owner; the provider has the owner. */
  readonly repository: string;
  readonly abilities: RepositoryAbilities;
  /** Absent: they stay as they are. */
  readonly topics?: readonly string[];
}

/**
 * A repository that is there, and stays there: it is never made, and never deleted. It is protected three ways: Pulumi
 * refuses to delete it, forgets it where it must, and would have it archived where even that fails.
 */
export function adoptedRepository(
  name: string,
  { repository, abilities, topics }: AdoptedRepositoryArgs,
  opts: pulumi.CustomResourceOptions,
): Repository {
  const sometimes: Pick<RepositoryArgs, Sometimes> = {
    ...(abilities.gates && { allowAutoMerge: true }),
    ...(abilities.secretScanning && {
      securityAndAnalysis: {
        secretScanning: { status: "enabled" },
        secretScanningPushProtection: { status: "enabled" },
      },
    }),
    ...(topics && { topics: [...topics] }),
  };
  return new Repository(
    name,
    { name: repository, archiveOnDestroy: true, ...merging, ...sometimes },
    {
      ...opts,
      import: repository,
      protect: true,
      retainOnDelete: true,
      ignoreChanges: abilities.gates ? ignored : [...ignored, "allowAutoMerge"],
    },
  );
}
