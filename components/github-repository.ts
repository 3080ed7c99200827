import { ActionsRepositoryPermissions } from "@pulumi/github/actionsRepositoryPermissions.js";
import { ActionsSecret } from "@pulumi/github/actionsSecret.js";
import { ActionsVariable } from "@pulumi/github/actionsVariable.js";
import { DependabotSecret } from "@pulumi/github/dependabotSecret.js";
import { RepositoryDependabotSecurityUpdates } from "@pulumi/github/repositoryDependabotSecurityUpdates.js";
import { RepositoryVulnerabilityAlerts } from "@pulumi/github/repositoryVulnerabilityAlerts.js";
import { WorkflowRepositoryPermissions } from "@pulumi/github/workflowRepositoryPermissions.js";
import * as pulumi from "@pulumi/pulumi";
import { type AdoptedRepositoryArgs, adoptedRepository } from "./github-adopted-repository.ts";
import { declareRulesets, type GitHubRulesetsArgs } from "./github-rulesets.ts";

export interface GitHubRepositoryArgs extends AdoptedRepositoryArgs {
  /** `<project>/<stack>`: the one program that may say what the repository has. */
  readonly owner: string;
  readonly rulesets: GitHubRulesetsArgs;
  /** Actions that may run besides GitHub's own: patterns like `docker/*`. */
  readonly actions: readonly string[];
  /** Whether Dependabot opens pull requests that mend what is vulnerable. */
  readonly dependabotUpdates: boolean;
  /** What all workflows are told, by NAME. */
  readonly variables: Readonly<Record<string, string>>;
  /** Values by NAME that all workflows get. */
  readonly secrets: Readonly<Record<string, pulumi.Input<string>>>;
  /** Values by NAME that workflows started by Dependabot get: they see none of the others. */
  readonly dependabotSecrets: Readonly<Record<string, pulumi.Input<string>>>;
  readonly protect: boolean;
}

/** What a repository has once, whatever stacks deploy from it; one stack of one program declares it. */
export class GitHubRepository extends pulumi.ComponentResource {
  constructor(name: string, args: GitHubRepositoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:github-repository:GitHubRepository", name, {}, opts);
    const child = { parent: this };
    // GitHub does not make a variable that is there: whoever comes second learns it before anything is changed.
    const marker = new ActionsVariable(
      `${name}-owner`,
      { repository: args.repository, variableName: "SLIPWAY_OWNER", value: args.owner },
      child,
    );
    const adopted = adoptedRepository(`${name}-repository`, args, { ...child, dependsOn: marker });
    const within = { ...child, dependsOn: marker };
    const repository = adopted.name;

    if (args.abilities.gates) {
      declareRulesets(name, repository, args.rulesets, { ...within, protect: args.protect });
    }
    permissions(name, repository, args, within);
    dependabot(name, repository, args, within);
    for (const [variableName, value] of Object.entries(args.variables)) {
      new ActionsVariable(`${name}-variable-${variableName}`, { repository, variableName, value }, within);
    }
    for (const [secretName, value] of Object.entries(args.secrets)) {
      new ActionsSecret(
        `${name}-secret-${secretName}`,
        { repository, secretName, value: pulumi.secret(value) },
        within,
      );
    }
    this.registerOutputs({});
  }
}

type Within = pulumi.CustomResourceOptions & { parent: pulumi.Resource };

/** What workflows may use, and what their token may do where they do not say. */
function permissions(
  name: string,
  repository: pulumi.Output<string>,
  { abilities, actions }: GitHubRepositoryArgs,
  within: Within,
): void {
  new ActionsRepositoryPermissions(
    `${name}-actions`,
    {
      repository,
      enabled: true,
      ...(abilities.actionPatterns
        ? {
            allowedActions: "selected",
            allowedActionsConfig: {
              githubOwnedAllowed: true,
              verifiedAllowed: false,
              patternsAlloweds: [...actions],
            },
          }
        : { allowedActions: "all" }),
      shaPinningRequired: true,
    },
    // Deleting these lets everything in.
    { ...within, retainOnDelete: true },
  );
  new WorkflowRepositoryPermissions(
    `${name}-workflows`,
    { repository, defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false },
    within,
  );
}

/** What Dependabot tells and mends, and what its workflows get. */
function dependabot(
  name: string,
  repository: pulumi.Output<string>,
  { dependabotUpdates, dependabotSecrets }: GitHubRepositoryArgs,
  within: Within,
): void {
  // Deleting these switches them off.
  const kept = { ...within, retainOnDelete: true };
  const alerts = new RepositoryVulnerabilityAlerts(`${name}-alerts`, { repository, enabled: true }, kept);
  new RepositoryDependabotSecurityUpdates(
    `${name}-dependabot`,
    { repository: alerts.repository, enabled: dependabotUpdates },
    kept,
  );
  for (const [secretName, value] of Object.entries(dependabotSecrets)) {
    new DependabotSecret(
      `${name}-dependabot-secret-${secretName}`,
      { repository, secretName, value: pulumi.secret(value) },
      within,
    );
  }
}
