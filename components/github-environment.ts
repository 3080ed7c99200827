import { ActionsEnvironmentSecret } from "@pulumi/github/actionsEnvironmentSecret.js";
import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable.js";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment.js";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy.js";
import * as pulumi from "@pulumi/pulumi";

export interface GitHubEnvironmentArgs {
  /** Repository without its owner; the provider has the owner. */
  readonly repository: string;
  /** The environment's name: the stack's. */
  readonly environment: string;
  /** Branches whose jobs may deploy; patterns of GitHub. */
  readonly branches: readonly string[];
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  /** Values by NAME. GitHub keeps them; prefer a role and none of these. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Deleting an environment deletes its secrets and variables on GitHub. */
  readonly protect: boolean;
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
        canAdminsBypass: false,
        // "Protected branches" looks at the older branch protection, and lets every branch in when there is none.
        deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
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
