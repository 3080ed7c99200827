import { ActionsEnvironmentSecret } from "@pulumi/github/actionsEnvironmentSecret.js";
import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable.js";
import { RepositoryEnvironment, type RepositoryEnvironmentArgs } from "@pulumi/github/repositoryEnvironment.js";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import type { RepositoryAbilities } from "../lib/repository-abilities.ts";
import { teamId, userId } from "./github-actors.ts";

export interface GitHubEnvironmentArgs {
  /** Repository without its owner; the provider has the owner. */
  readonly repository: string;
  readonly abilities: RepositoryAbilities;
  /** The environment's name: the stack's. */
  readonly environment: string;
  /** Branches whose jobs may deploy; patterns of GitHub. */
  readonly branches: readonly string[];
  /** Tags whose jobs may. */
  readonly tags?: readonly string[];
  /** Who has to let a job in. Absent: every job of the branches comes in by itself. */
  readonly approval?: Approval;
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** Values by NAME. GitHub keeps them; prefer a role and none of these. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Deleting an environment deletes its secrets and variables on GitHub. */
  readonly protect: boolean;
}

/** What a job waits for before it is let into an environment. */
interface Approval {
  /** Logins and slugs of teams of whom one has to approve. */
  readonly reviewers: { readonly users: readonly string[]; readonly teams: readonly string[] };
  /** Whether whoever started the deployment may approve it. */
  readonly selfReview: boolean;
  readonly waitMinutes: number;
}

/** The GitHub side of one stack: the environment that its deployments run in, and what they are told there. */
export class GitHubEnvironment extends pulumi.ComponentResource {
  constructor(name: string, args: GitHubEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:github-environment:GitHubEnvironment", name, {}, opts);
    const child = { parent: this };
    const { repository } = args;

    const environment = new RepositoryEnvironment(
      `${name}-environment`,
      {
        repository,
        environment: args.environment,
        // Where administrators cannot be kept out, GitHub says `true` whatever it is told.
        ...(args.abilities.approval && { canAdminsBypass: false }),
        // "Protected branches" looks at the older branch protection, and lets every branch in when there is none.
        deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
        ...(args.approval && approvalOf(args.approval, child)),
      },
      { ...child, protect: args.protect },
    ).environment;
    for (const branchPattern of args.branches) {
      new RepositoryEnvironmentDeploymentPolicy(
        `${name}-branch-${branchPattern}`,
        { repository, environment, branchPattern },
        child,
      );
    }
    for (const tagPattern of args.tags ?? []) {
      new RepositoryEnvironmentDeploymentPolicy(
        `${name}-tag-${tagPattern}`,
        { repository, environment, tagPattern },
        child,
      );
    }
    for (const [variableName, value] of Object.entries(args.variables)) {
      new ActionsEnvironmentVariable(
        `${name}-variable-${variableName}`,
        { repository, environment, variableName, value },
        child,
      );
    }
    for (const [secretName, value] of Object.entries(args.secrets)) {
      new ActionsEnvironmentSecret(
        `${name}-secret-${secretName}`,
        { repository, environment, secretName, value: pulumi.secret(value) },
        child,
      );
    }
    this.registerOutputs({});
  }
}

function approvalOf(
  { reviewers, selfReview, waitMinutes }: Approval,
  child: { parent: pulumi.Resource },
): Pick<RepositoryEnvironmentArgs, "reviewers" | "preventSelfReview" | "waitTimer"> {
  const users = reviewers.users.map((login) => userId(login, child));
  const teams = reviewers.teams.map((slug) => teamId(slug, child));
  const isReviewed = users.length + teams.length > 0;
  // GitHub keeps the self-review with the reviewers, and neither where there are none.
  return {
    ...(isReviewed && { reviewers: [{ users, teams }], preventSelfReview: !selfReview }),
    ...(waitMinutes > 0 && { waitTimer: waitMinutes }),
  };
}
