import type { GitHub } from "../../../config/stack-delivery.ts";
import type { PlannedResource } from "../../../plan/plan.ts";
import { githubId } from "../../../sandbox/github-answers.ts";
import { token } from "../../../sandbox/models/tokens.ts";

const repository = "harbour";
const issuer = "token.actions.githubusercontent.com";

/** The numbers by which the sandbox's GitHub knows them. */
export const ids = {
  repository: githubId("repository", "acme/harbour"),
  ines: githubId("user", "ines-acme"),
  platform: githubId("team", "acme/platform"),
};

/** GitHub's side of a stack of the app harbour, which manages its repository. */
export const github: GitHub = {
  app: { owner: "acme", name: repository, visibility: "private", plan: "enterprise" },
  infrastructure: { owner: "acme", name: repository, visibility: "private", plan: "enterprise" },
  isOneRepository: true,
  environment: {
    gate: "environment",
    tags: [],
    branches: ["main"],
    reviewers: { users: ["ines-acme"], teams: ["platform"] },
    selfReview: false,
    waitMinutes: 5,
    secrets: ["SENTRY_AUTH_TOKEN"],
    variables: {},
  },
  managed: {
    branches: ["main"],
    tags: ["v*"],
    checks: ["test"],
    reviews: 1,
    signedCommits: false,
    bypass: [{ actor: { team: "platform" }, because: "They mend what is broken." }],
    secrets: ["CODECOV_TOKEN"],
    dependabotSecrets: ["CODECOV_TOKEN"],
    dependabot: true,
    actions: [],
  },
  defaultBranch: "main",
  keepImages: 30,
  protect: true,
};

/** Trust in the jobs of a repository with a number. */
export const trust = (number: number, subjects: readonly string[]) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "sts.amazonaws.com",
          [`${issuer}:sub`]: subjects,
          [`${issuer}:repository_id`]: String(number),
        },
      },
    },
  ],
});

export const subjects = [
  "repo:acme/harbour:environment:production",
  "repo:acme/harbour:environment:production-rollback",
];

const inEnvironment = { repository, environment: "production" };

/** What the stack declares, as its plan has it. */
const declared: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  [
    token.githubEnvironment,
    {
      ...inEnvironment,
      canAdminsBypass: false,
      waitTimer: 5,
      preventSelfReview: true,
      reviewers: [{ users: [ids.ines], teams: [ids.platform] }],
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    },
  ],
  [token.githubPolicy, { ...inEnvironment, branchPattern: "main" }],
  [token.githubVariable, { ...inEnvironment, variableName: "AWS_REGION", value: "eu-north-1" }],
  [token.githubSecret, { ...inEnvironment, secretName: "SENTRY_AUTH_TOKEN", value: { secret: true } }],
  [token.githubRepositoryVariable, { repository, variableName: "SLIPWAY_OWNER", value: "harbour/production" }],
  [token.githubRepositorySecret, { repository, secretName: "CODECOV_TOKEN", value: { secret: true } }],
  [token.githubDependabotSecret, { repository, secretName: "CODECOV_TOKEN", value: { secret: true } }],
  [
    token.githubActionsPermissions,
    {
      repository,
      enabled: true,
      allowedActions: "selected",
      allowedActionsConfig: { githubOwnedAllowed: true, verifiedAllowed: false, patternsAlloweds: ["docker/*"] },
      shaPinningRequired: true,
    },
  ],
  [
    token.githubWorkflowPermissions,
    { repository, defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false },
  ],
  [
    token.githubRuleset,
    {
      repository,
      name: "slipway-branches",
      target: "branch",
      enforcement: "active",
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
      bypassActors: [{ actorType: "Team", actorId: ids.platform, bypassMode: "pull_request" }],
      rules: {
        deletion: true,
        requiredSignatures: false,
        requiredLinearHistory: true,
        pullRequest: { requiredApprovingReviewCount: 1, allowedMergeMethods: ["squash"] },
        requiredStatusChecks: {
          strictRequiredStatusChecksPolicy: true,
          requiredChecks: [{ context: "check", integrationId: 15368 }],
        },
      },
    },
  ],
  [
    token.role,
    { name: "harbour-production-deploy", assumeRolePolicy: JSON.stringify(trust(ids.repository, subjects)) },
  ],
];

export const resources: readonly PlannedResource[] = declared.map(([type, inputs], at) => ({
  type,
  inputs,
  name: `one-${at}`,
  urn: `urn:pulumi:production::harbour::${type}::one-${at}`,
  path: `one-${at}`,
  custom: true,
  protect: false,
  retainOnDelete: false,
  deleteBeforeReplace: false,
  dependsOn: [],
  ignoreChanges: [],
  hooks: {},
  timeouts: {},
  aliases: [],
}));
