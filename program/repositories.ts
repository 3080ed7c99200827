import { type ComponentResourceOptions, getProject } from "@pulumi/pulumi";
import { githubProvider } from "../components/github-provider.ts";
import { GitHubRepository } from "../components/github-repository.ts";
import type { GitHub, ManagedRepositories } from "../config/stack-delivery.ts";
import { pick } from "../lib/records.ts";
import { repositoryAbilities } from "../lib/repository-abilities.ts";
import { requiredJobs, workflowActions } from "../lib/workflow-actions.ts";
import type { Foundation } from "./foundation.ts";

/** Declares what the app's repository, and the one that deploys where it is another, have once. */
export function repositories(
  stack: string,
  github: GitHub,
  managed: ManagedRepositories,
  { secrets }: Pick<Foundation, "secrets">,
  toGitHub: ComponentResourceOptions,
): void {
  const { app, infrastructure, isOneRepository, folder, protect } = github;
  const { branches, reviews, signedCommits, bypass } = managed;
  const both = { branches, reviews, signedCommits, bypass };
  const rest = { owner: `${getProject()}/${stack}`, dependabotUpdates: managed.dependabot, protect };
  const actions = [...workflowActions, ...managed.actions];
  // Workflows run in the folder that has the stack files.
  const variables = folder === undefined ? {} : { SLIPWAY_FOLDER: folder };
  const sameOwner = app.owner.toLowerCase() === infrastructure.owner.toLowerCase();
  new GitHubRepository(
    "repository",
    {
      ...rest,
      repository: app.name,
      abilities: repositoryAbilities(app),
      ...(managed.topics && { topics: managed.topics }),
      rulesets: {
        ...both,
        tags: managed.tags,
        holdsRecords: isOneRepository,
        checks: isOneRepository ? [...new Set([...requiredJobs, ...managed.checks])] : managed.checks,
        codeOwners: isOneRepository,
      },
      // A workflow of the same owner may be called anyway.
      actions: sameOwner ? actions : [...actions, `${infrastructure.owner}/${infrastructure.name}/*`],
      variables: isOneRepository ? variables : {},
      secrets: pick(secrets.values, managed.secrets),
      dependabotSecrets: pick(secrets.values, managed.dependabotSecrets),
    },
    sameOwner ? toGitHub : { providers: { github: githubProvider("github-app", app.owner) } },
  );
  if (!isOneRepository) {
    new GitHubRepository(
      "infrastructure",
      {
        ...rest,
        repository: infrastructure.name,
        abilities: repositoryAbilities(infrastructure),
        rulesets: { ...both, tags: [], holdsRecords: true, checks: requiredJobs, codeOwners: true },
        actions,
        variables,
        secrets: {},
        dependabotSecrets: {},
      },
      toGitHub,
    );
  }
}
