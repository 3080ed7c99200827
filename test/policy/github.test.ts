import type { PolicyResource } from "../../policy/rule.ts";
import { githubRules } from "../../policy/rules/github.ts";
import { resource, testRules } from "../support/policy-cases.ts";

const repository = resource("github:index/repository:Repository", { name: "shop" }, { name: "repository" });

/** The repository, and a ruleset with these rules on its default branch. */
function ruled(rules: object, own: Record<string, unknown> = {}): PolicyResource[] {
  return [
    repository,
    resource("github:index/repositoryRuleset:RepositoryRuleset", {
      repository: "shop",
      target: "branch",
      enforcement: "active",
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
      rules,
      ...own,
    }),
  ];
}

/** The same in the older way. */
function protectedBranch(inputs: object, pattern = "main"): PolicyResource[] {
  const references = { repositoryId: [repository] };
  return [
    repository,
    resource("github:index/branchProtection:BranchProtection", { pattern, ...inputs }, { name: "main", references }),
  ];
}

const review = { pullRequest: { requiredApprovingReviewCount: 1 } };
const kept = { deletion: true, nonFastForward: true };
const checks = { requiredStatusChecks: { requiredChecks: [{ context: "test" }] } };
const bypass = (actorType: string, bypassMode: string) => [
  resource("github:index/repositoryRuleset:RepositoryRuleset", {
    bypassActors: [{ actorType, actorId: 5, bypassMode }],
  }),
];
const environment = (inputs: Record<string, unknown>) =>
  resource("github:index/repositoryEnvironment:RepositoryEnvironment", { repository: "shop", ...inputs });
const token = (inputs: Record<string, unknown>) => [
  resource("github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions", inputs),
];
const actions = (inputs: Record<string, unknown>) => [
  resource("github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions", inputs),
];
const alerts = (inputs: Record<string, unknown>) => [
  repository,
  resource("github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts", {
    repository: "shop",
    ...inputs,
  }),
];
const variable = (variableName: string, value = "x") => [
  resource("github:index/actionsVariable:ActionsVariable", { variableName, value }),
];
const secret = (secretName: string) => [resource("github:index/actionsSecret:ActionsSecret", { secretName })];

const unreviewed = "a pull request into its default branch needs no approving review";
const unkept = "its default branch can be deleted or written anew";
const unchecked = "a pull request into its default branch needs no check";
const unapproved = "nobody has to approve a deployment to production";

describe("the rules of GitHub", () => {
  testRules(githubRules, {
    "branch-reviewed": {
      holds: {
        "one review": ruled(review),
        "a ruleset that says so in lists, as the state has it": ruled([{ pullRequest: [review.pullRequest] }]),
        "the older protection": protectedBranch({
          requiredPullRequestReviews: [{ requiredApprovingReviewCount: 2 }],
        }),
      },
      breaks: {
        "no ruleset": [[repository], unreviewed],
        "no review": [ruled({ pullRequest: { requiredApprovingReviewCount: 0 } }), unreviewed],
        "a ruleset that is only tried out": [ruled(review, { enforcement: "evaluate" }), unreviewed],
        "a ruleset of tags": [ruled(review, { target: "tag" }), unreviewed],
        "a ruleset of another branch": [
          ruled(review, { conditions: { refName: { includes: ["refs/heads/next"] } } }),
          unreviewed,
        ],
        "a ruleset of another repository": [ruled(review, { repository: "shed" }), unreviewed],
      },
    },
    "branch-history-kept": {
      holds: { both: ruled(kept), "the older protection": protectedBranch({}) },
      breaks: {
        "one of two": [ruled({ deletion: true }), unkept],
        "a protection that allows it": [protectedBranch({ allowsForcePushes: true }), unkept],
        "a protection of another branch": [protectedBranch({}, "next"), unkept],
        "a ruleset that leaves the default branch out": [
          ruled(kept, { conditions: { refName: { includes: ["~ALL"], excludes: ["refs/heads/main"] } } }),
          unkept,
        ],
      },
    },
    "branch-checked": {
      holds: {
        "a check": ruled(checks),
        "the older protection": protectedBranch({ requiredStatusChecks: [{ contexts: ["test"] }] }),
      },
      breaks: { none: [ruled(review), unchecked] },
    },
    "bypass-seen": {
      holds: {
        "an app that pushes": bypass("Integration", "always"),
        "people in a pull request": bypass("Team", "pull_request"),
      },
      breaks: {
        "people who push": [bypass("RepositoryRole", "always"), "RepositoryRole 5 passes it by without a pull request"],
        "people whom no rule is asked of": [bypass("Team", "exempt"), "Team 5 passes it by without a pull request"],
      },
    },
    "workflow-token-reads": {
      holds: { "one that reads": token({ defaultWorkflowPermissions: "read", canApprovePullRequestReviews: false }) },
      breaks: {
        "one that writes and approves": [
          token({ defaultWorkflowPermissions: "write", canApprovePullRequestReviews: true }),
          'defaultWorkflowPermissions is "write"',
          "canApprovePullRequestReviews is true",
        ],
      },
    },
    "actions-pinned": {
      holds: {
        commits: actions({ allowedActions: "all", shaPinningRequired: true }),
        "a list": actions({ allowedActions: "selected" }),
        "none at all": actions({ enabled: false }),
      },
      breaks: { all: [actions({}), "allowedActions is all and shaPinningRequired is not true"] },
    },
    "environment-names-branches": {
      holds: { patterns: [environment({ deploymentBranchPolicy: { customBranchPolicies: true } })] },
      breaks: { "every branch": [[environment({})], "deploymentBranchPolicy is not set"] },
    },
    "production-approved": {
      holds: {
        reviewers: [environment({ environment: "production", reviewers: [{ teams: [1], users: [] }] })],
        "a review of what is deployed": [environment({ environment: "production" }), ...ruled(review)],
        "such a review by the older protection": [
          environment({ environment: "production" }),
          ...protectedBranch({ requiredPullRequestReviews: [{ requiredApprovingReviewCount: 1 }] }),
        ],
        "another environment": [environment({ environment: "staging" })],
      },
      breaks: {
        nobody: [[environment({ environment: "production", reviewers: [{ teams: [], users: [] }] })], unapproved],
        "a review in another repository": [
          [environment({ environment: "production", repository: "shed" }), ...ruled(review)],
          unapproved,
        ],
      },
    },
    "vulnerabilities-told": {
      holds: {
        alerts: alerts({ enabled: true }),
        "alerts in the repository": [
          resource("github:index/repository:Repository", { name: "shop", vulnerabilityAlerts: true }),
        ],
      },
      breaks: {
        none: [[repository], "vulnerability alerts are off"],
        "some that are off": [alerts({ enabled: false }), "vulnerability alerts are off"],
      },
    },
    "variable-holds-no-secret": {
      holds: { "a region": variable("AWS_REGION"), "a name with such a word in it": variable("TOKENS_URL") },
      breaks: {
        "a token": [variable("NPM_TOKEN"), "the variable NPM_TOKEN has the name of a secret"],
        "a token under another name": [
          variable("NPM", `npm_${"a1B2".repeat(9)}`),
          "the variable NPM looks like a token of npm",
        ],
      },
    },
    "no-cloud-keys-in-github": {
      holds: { "another token": secret("CODECOV_TOKEN") },
      breaks: { "a key": [secret("AWS_SECRET_ACCESS_KEY"), "the secret AWS_SECRET_ACCESS_KEY is a key of AWS"] },
    },
    "repository-kept": {
      holds: {
        "one that is archived instead": [resource("github:index/repository:Repository", { archiveOnDestroy: true })],
        "one that is protected": [resource("github:index/repository:Repository", {}, { protect: true })],
      },
      breaks: { neither: [[repository], "archiveOnDestroy is not true, and it is not protected in Pulumi"] },
    },
  });
});
