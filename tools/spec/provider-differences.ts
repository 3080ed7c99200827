import { awsDifferences } from "./aws-differences.ts";

/** Where the provider acts differently from the published specification, or knows what that does not say. */
export interface Difference {
  /** Inputs that replace. */
  readonly replaces?: readonly string[];
  /** Inputs that replace under conditions. */
  readonly mayReplace?: readonly string[];
  /** Inputs that are updated in place, although the specification says that they replace or may replace. */
  readonly updates?: readonly string[];
  /** Allowed values, by input, where they are others than the specification's. */
  readonly allowed?: Readonly<Record<string, readonly (string | number)[]>>;
  readonly source: string;
}

/** Hold for each type that has one of the inputs. */
export const everywhere: readonly { readonly replaces: readonly string[]; readonly source: string }[] = [
  {
    replaces: ["region"],
    source: "pulumi-aws docs/enhanced-region-support.md: changing the region replaces the resource",
  },
  {
    replaces: ["bucketPrefix", "identifierPrefix", "namePrefix"],
    source: "terraform-provider-aws: ForceNew wherever a name can be given by its prefix",
  },
];

/** A file of the provider, and what it says there. */
const github = (file: string, says = "ForceNew") => `terraform-provider-github github/${file}: ${says}`;
const random = (file: string) => `terraform-provider-random internal/provider/${file}: RequiresReplace on each`;

/** The repository's id is kept, so that a new name of the same repository changes nothing. */
const followed = "ForceNew; diffRepository follows a renamed repository";

const randomString = [
  "keepers",
  "length",
  "lower",
  "minLower",
  "minNumeric",
  "minSpecial",
  "minUpper",
  "number",
  "numeric",
  "overrideSpecial",
  "special",
  "upper",
];

/** By type; a later line overrules an earlier one. */
export const differences: Readonly<Record<string, readonly Difference[]>> = {
  ...awsDifferences,
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": [
    {
      replaces: ["environment", "secretName"],
      mayReplace: ["repository"],
      source: github("resource_github_actions_environment_secret.go", followed),
    },
  ],
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": [
    {
      replaces: ["environment", "variableName"],
      mayReplace: ["repository"],
      source: github("resource_github_actions_environment_variable.go", followed),
    },
  ],
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": [
    {
      // The typings write `localOnly`, which GitHub refuses.
      allowed: { allowedActions: ["all", "local_only", "selected"] },
      source: github("resource_github_actions_repository_permissions.go", "ValidateDiagFunc"),
    },
  ],
  "github:index/actionsSecret:ActionsSecret": [
    {
      replaces: ["secretName"],
      mayReplace: ["repository"],
      source: github("resource_github_actions_secret.go", followed),
    },
  ],
  "github:index/actionsVariable:ActionsVariable": [
    {
      replaces: ["variableName"],
      mayReplace: ["repository"],
      source: github("resource_github_actions_variable.go", followed),
    },
  ],
  "github:index/dependabotSecret:DependabotSecret": [
    {
      replaces: ["secretName"],
      mayReplace: ["repository"],
      source: github("resource_github_dependabot_secret.go", followed),
    },
  ],
  "github:index/repository:Repository": [
    {
      mayReplace: ["fork", "sourceOwner", "sourceRepo"],
      allowed: {
        mergeCommitMessage: ["PR_BODY", "PR_TITLE", "BLANK"],
        mergeCommitTitle: ["PR_TITLE", "MERGE_MESSAGE"],
        squashMergeCommitMessage: ["PR_BODY", "COMMIT_MESSAGES", "BLANK"],
        squashMergeCommitTitle: ["PR_TITLE", "COMMIT_OR_PR_TITLE"],
        visibility: ["public", "private", "internal"],
      },
      source: github("resource_github_repository.go", "ForceNewIfChange where it is not empty; a new name renames"),
    },
  ],
  "github:index/repositoryDependabotSecurityUpdates:RepositoryDependabotSecurityUpdates": [
    { replaces: ["repository"], source: github("resource_github_repository_dependabot_security_updates.go") },
  ],
  "github:index/repositoryEnvironment:RepositoryEnvironment": [
    {
      replaces: ["environment"],
      mayReplace: ["repository"],
      source: github("resource_github_repository_environment.go", followed),
    },
  ],
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": [
    {
      replaces: ["environment"],
      mayReplace: ["repository"],
      source: github("resource_github_repository_environment_deployment_policy.go", followed),
    },
    {
      mayReplace: ["branchPattern", "tagPattern"],
      source: github(
        "resource_github_repository_environment_deployment_policy.go",
        "customDeploymentPolicyDiffFunction: from a branch's pattern to a tag's and back",
      ),
    },
  ],
  "github:index/repositoryRuleset:RepositoryRuleset": [
    {
      // The typings write some of these in camel case, which GitHub refuses.
      allowed: {
        "bypassActors.actorType": ["RepositoryRole", "Team", "Integration", "OrganizationAdmin", "DeployKey"],
        "bypassActors.bypassMode": ["always", "pull_request", "exempt"],
        enforcement: ["disabled", "active", "evaluate"],
        "rules.pullRequest.allowedMergeMethods": ["merge", "squash", "rebase"],
        target: ["branch", "tag", "push"],
      },
      source: github("resource_github_repository_ruleset.go", "ValidateDiagFunc"),
    },
  ],
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": [
    {
      mayReplace: ["repository"],
      source: github("resource_github_repository_vulnerability_alerts.go", followed),
    },
  ],
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": [
    {
      allowed: { defaultWorkflowPermissions: ["read", "write"] },
      source: github("resource_github_workflow_repository_permissions.go", "ValidateDiagFunc"),
    },
  ],
  "random:index/randomId:RandomId": [
    { replaces: ["byteLength", "keepers", "prefix"], source: random("resource_id.go") },
  ],
  "random:index/randomPassword:RandomPassword": [{ replaces: randomString, source: random("resource_password.go") }],
  "random:index/randomString:RandomString": [{ replaces: randomString, source: random("resource_string.go") }],
};
