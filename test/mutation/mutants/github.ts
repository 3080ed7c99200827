import type { Mutant } from "../mutant.ts";

const oidc = ["test/components/oidc-identity.test.ts", "test/components/deploy-role.test.ts"];
const rulesets = ["test/components/github-rulesets.test.ts"];

/** Who gets past GitHub. */
export const ofGitHub: readonly Mutant[] = [
  {
    id: "any-repository-deploys",
    guard: "A role trusts the jobs of one repository by its number, which nobody gets after it.",
    file: "components/github-trust.ts",
    find: "            [`${githubIssuer}:repository_id`]: repositoryId,\n",
    replace: "",
    tests: oidc,
  },
  {
    id: "any-job-deploys",
    guard: "A role trusts jobs by their subject: of this environment, and of no fork.",
    file: "components/github-trust.ts",
    find: "            [`${githubIssuer}:sub`]: subjects,\n",
    replace: "",
    tests: oidc,
  },
  {
    id: "branches-deploy-past-the-environment",
    guard: "Where GitHub has environments, a job deploys from inside one and not from any branch.",
    file: "components/oidc-identity.ts",
    find: 'return gate === "environment"',
    replace: "return gate === undefined",
    tests: oidc,
  },
  {
    id: "every-branch-deploys",
    guard: "A GitHub environment lets in the branches that it names.",
    file: "components/github-environment.ts",
    find: "deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },",
    replace: "deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },",
    tests: ["test/components/github-environment.test.ts"],
  },
  {
    id: "administrators-pass-the-environment",
    guard: "Administrators wait for the approval of an environment as everybody does.",
    file: "components/github-environment.ts",
    find: "canAdminsBypass: false",
    replace: "canAdminsBypass: true",
    tests: ["test/components/github-environment.test.ts"],
  },
  {
    id: "self-review",
    guard: "Nobody approves a deployment of their own, unless the configuration says so.",
    file: "components/github-environment.ts",
    find: "preventSelfReview: !selfReview",
    replace: "preventSelfReview: false",
    tests: ["test/components/github-environment.test.ts"],
  },
  {
    id: "records-rewritten",
    guard: "Nobody rewrites the branch of records.",
    file: "components/github-rulesets.ts",
    find: "rules: { deletion: true, nonFastForward: true },",
    replace: "rules: { deletion: true, nonFastForward: false },",
    tests: rulesets,
  },
  {
    id: "anybody-reports-a-check",
    guard: "A check counts only where GitHub Actions reported it.",
    file: "components/github-rulesets.ts",
    find: "({ context, integrationId: githubActions })",
    replace: "({ context })",
    tests: rulesets,
  },
  {
    id: "review-of-another-change",
    guard: "A review counts for the change that was reviewed, and not for what is pushed after it.",
    file: "components/github-rulesets.ts",
    find: "dismissStaleReviewsOnPush: isReviewed,",
    replace: "dismissStaleReviewsOnPush: false,",
    tests: rulesets,
  },
  {
    id: "bypass-by-push",
    guard: "People who may pass the rules by merge by a pull request all the same.",
    file: "components/github-rulesets.ts",
    find: '{ actorType: "Team", actorId: teamId(actor.team, child), bypassMode: "pull_request" }',
    replace: '{ actorType: "Team", actorId: teamId(actor.team, child), bypassMode: "always" }',
    tests: rulesets,
  },
];
