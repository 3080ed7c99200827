import { DeployRole } from "../components/deploy-role.ts";
import { firstRole } from "../components/dns-provider.ts";
import { GitHubEnvironment } from "../components/github-environment.ts";
import { githubProvider } from "../components/github-provider.ts";
import * as relations from "../config/relations.ts";
import type { Stack } from "../config/stack.ts";
import { pick } from "../lib/records.ts";
import type { Foundation } from "./foundation.ts";

/** Declares who may deploy, and what GitHub knows; nothing for an app that names no repository. */
export function delivery(stack: Stack, { here, toZone, secrets, pullThrough }: Foundation): void {
  const { prefix, account, github } = stack;
  if (!github) {
    return;
  }
  const { infrastructure, environment, protect } = github;
  const role = new DeployRole(
    "deploy",
    {
      prefix,
      accountId: account.accountId,
      repository: `${infrastructure.owner}/${infrastructure.name}`,
      environment: stack.name,
      app: stack.app,
      ...firstRole(toZone),
      ownsProvider: account.ownsShared,
      protectProvider: account.isShared || protect,
      existingSecrets: relations.existingSecrets(stack),
      ...(pullThrough && { pulledRepositories: pullThrough.repositoryArns }),
    },
    here,
  );
  const variables = { AWS_ROLE_ARN: role.arn, AWS_REGION: account.region, ...environment.variables };
  const given = pick(secrets.values, environment.secrets);
  new GitHubEnvironment(
    "delivery",
    {
      repository: infrastructure.name,
      environment: stack.name,
      branches: environment.branches,
      variables,
      secrets: given,
      protect,
    },
    { providers: { github: githubProvider("github", infrastructure.owner) } },
  );
}
