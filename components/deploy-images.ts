import type { DeployPolicyArgs, Statement } from "./deploy-statement.ts";

/** What the deploy role may do so that ECR pulls images from other registries; nothing when it pulls none. */
export function pullThroughStatements({ prefix, accountId, pulledRepositories = [] }: DeployPolicyArgs): Statement[] {
  if (!pulledRepositories.length) {
    return [];
  }
  return [
    {
      // Rules have no ARN.
      Sid: "PullThroughRules",
      Effect: "Allow",
      Action: "ecr:*PullThroughCacheRule*",
      Resource: "*",
    },
    {
      // The first pull of an image makes its repository: https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
      Sid: "FirstPull",
      Effect: "Allow",
      Action: ["ecr:BatchGetImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
      Resource: pulledRepositories,
    },
    {
      Sid: "PullThroughSecrets",
      Effect: "Allow",
      Action: "secretsmanager:*",
      Resource: `arn:aws:secretsmanager:*:${accountId}:secret:ecr-pullthroughcache/${prefix}/*`,
    },
  ];
}
