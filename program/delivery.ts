import type * as pulumi from "@pulumi/pulumi";
import { DeployRole } from "../components/deploy-role.ts";
import { firstRole } from "../components/dns-provider.ts";
import { GitHubEnvironment } from "../components/github-environment.ts";
import { githubProvider } from "../components/github-provider.ts";
import { deployClaims, oidcIdentity, previewClaims } from "../components/oidc-identity.ts";
import { PreviewRole } from "../components/preview-role.ts";
import * as relations from "../config/relations.ts";
import type { Stack } from "../config/stack.ts";
import type { GitHub } from "../config/stack-delivery.ts";
import { pick } from "../lib/records.ts";
import { repositoryAbilities } from "../lib/repository-abilities.ts";
import type { Foundation } from "./foundation.ts";
import { repositories } from "./repositories.ts";

/** Declares who may deploy, and what GitHub knows; nothing for an app that names no repository. */
export function delivery(stack: Stack, ground: Foundation): void {
  const { github } = stack;
  if (!github) {
    return;
  }
  const provider = githubProvider("github", github.infrastructure.owner);
  const toGitHub = { providers: { github: provider } };
  const roleArn = roles(stack, github, ground, provider);
  if (github.environment.gate === "environment") {
    environments(stack, github, { ...variables(stack, ground), AWS_ROLE_ARN: roleArn }, ground, toGitHub);
  }
  if (github.managed) {
    repositories(stack.name, github, github.managed, ground, toGitHub);
  }
}

/** The two roles that jobs take: one deploys, one looks. Gives the ARN of the first. */
function roles(
  stack: Stack,
  { infrastructure, environment, defaultBranch, protect }: GitHub,
  { here, toZone, pullThrough }: Foundation,
  provider: ReturnType<typeof githubProvider>,
): pulumi.Output<string> {
  const { prefix, account } = stack;
  const { repositoryId, subjects } = oidcIdentity(infrastructure, provider);
  const job = {
    prefix,
    accountId: account.accountId,
    repository: `${infrastructure.owner}/${infrastructure.name}`,
    repositoryId,
    environment: stack.name,
    ...(account.state && { state: account.state }),
    ...firstRole(toZone),
    existingSecrets: relations.existingSecrets(stack),
  };
  const deploy = new DeployRole(
    "deploy",
    {
      ...job,
      subjects: subjects(deployClaims(stack.name, environment)),
      app: stack.app,
      ownsProvider: account.ownsShared,
      protectProvider: account.isShared || protect,
      ...(pullThrough && { pulledRepositories: pullThrough.repositoryArns }),
    },
    here,
  );
  const looking = { ...job, subjects: subjects(previewClaims(defaultBranch)), provider: deploy.provider };
  new PreviewRole("preview", looking, here);
  return deploy.arn;
}

/** The environments of GitHub that the stack is deployed in, and put back in. */
function environments(
  stack: Stack,
  { infrastructure, environment, defaultBranch, protect }: GitHub,
  own: Readonly<Record<string, pulumi.Input<string>>>,
  { secrets }: Foundation,
  toGitHub: pulumi.ComponentResourceOptions,
): void {
  const { reviewers, selfReview, waitMinutes } = environment;
  const both = {
    repository: infrastructure.name,
    abilities: repositoryAbilities(infrastructure),
    variables: { ...environment.variables, ...own },
    secrets: pick(secrets.values, environment.secrets),
    protect,
  };
  const approval = { reviewers, selfReview, waitMinutes };
  const { branches, tags } = environment;
  new GitHubEnvironment("delivery", { ...both, environment: stack.name, branches, tags, approval }, toGitHub);
  // What ran before is put back at once, so nobody is waited for: only what was merged may do it.
  const rollback = { environment: `${stack.name}-rollback`, branches: [defaultBranch] };
  new GitHubEnvironment("delivery-rollback", { ...both, ...rollback }, toGitHub);
}

/** What every job of an environment is told. */
function variables({ account }: Stack, { cluster, edge }: Foundation) {
  return {
    AWS_REGION: account.region,
    ECS_CLUSTER: cluster.clusterName,
    APP_URL: edge.url,
    ...(account.state && { PULUMI_BACKEND_URL: account.state.url }),
  };
}
