import assert from "node:assert/strict";
import { openGitHubSettings } from "../../cloud/github-settings.ts";
import { type GitHubApi, startGitHubApi } from "../support/github-api.ts";

const repository = "acme/harbour";
const environment = "GET /repos/{owner}/{repo}/environments/{environment_name}";
const set = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-02-02T00:00:00Z" };

describe("settings of a repository, read as GitHub's published description has them", () => {
  let api: GitHubApi;
  before(async () => {
    api = await startGitHubApi();
  });
  after(() => api.stop());
  const settings = (variables: NodeJS.ProcessEnv = { GITHUB_TOKEN: "ghs_reader", GH_TOKEN: "ghs_job" }) =>
    openGitHubSettings({ pauseMilliseconds: 0, variables: { GITHUB_API_URL: api.url, ...variables } });

  it("are those of an environment: who approves, from where, with what in it", async () => {
    const rule = { id: 1, node_id: "GA_1" };
    api.answer({
      [environment]: {
        body: {
          protection_rules: [
            { ...rule, type: "wait_timer", wait_timer: 30 },
            {
              ...rule,
              type: "required_reviewers",
              prevent_self_review: true,
              reviewers: [
                { type: "User", reviewer: { login: "ines-acme" } },
                { type: "Team", reviewer: { slug: "platform", login: undefined } },
              ],
            },
            { ...rule, type: "branch_policy" },
          ],
          deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
          can_admins_bypass: false,
        },
      },
      [`${environment}/deployment-branch-policies`]: {
        body: {
          total_count: 2,
          branch_policies: [
            { id: 7, name: "main" },
            { id: 8, name: "v*", type: "tag" },
          ],
        },
      },
      [`${environment}/deployment_protection_rules`]: {
        body: { total_count: 1, custom_deployment_protection_rules: [{ app: { slug: "gatekeeper" } }] },
      },
      [`${environment}/secrets`]: { body: { total_count: 1, secrets: [{ name: "TOKEN", ...set }] } },
      [`${environment}/variables`]: { body: { total_count: 1, variables: [{ name: "URL", value: "x", ...set }] } },
    });
    assert.deepEqual(await settings().environment(repository, "production"), {
      reviewers: { users: ["ines-acme"], teams: ["platform"] },
      preventSelfReview: true,
      waitMinutes: 30,
      canAdminsBypass: false,
      deployableFrom: [
        { id: 7, type: "branch", name: "main" },
        { id: 8, type: "tag", name: "v*" },
      ],
      customRules: ["gatekeeper"],
      secrets: [{ name: "TOKEN", updatedAt: set.updated_at }],
      variables: { URL: "x" },
    });
  });

  it("are nothing of an environment that is not there, which is no failure", async () => {
    api.answer({ [environment]: { status: 404, body: { message: "Not Found" } } });
    assert.equal(await settings().environment(repository, "production"), undefined);
  });

  it("are no protection rules of apps where the plan has none: the rest of the environment is read all the same", async () => {
    api.answer({
      [environment]: { body: { protection_rules: [] } },
      [`${environment}/deployment_protection_rules`]: { status: 404, body: { message: "Not Found" } },
      [`${environment}/secrets`]: { body: { total_count: 0, secrets: [] } },
      [`${environment}/variables`]: { body: { total_count: 0, variables: [] } },
    });
    const found = await settings().environment(repository, "production");
    assert.deepEqual(found?.customRules, []);
  });

  it("are rulesets with their rules, which the list of them leaves out", async () => {
    const bypass = { actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" };
    const ruleset = {
      id: 7,
      name: "slipway-branches",
      target: "branch",
      enforcement: "active",
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      rules: [
        { type: "deletion" },
        {
          type: "required_status_checks",
          parameters: { strict_required_status_checks_policy: true, required_status_checks: [{ context: "check" }] },
        },
      ],
    };
    api.answer({
      "GET /repos/{owner}/{repo}/rulesets": { body: [{ id: 7, conditions: undefined, rules: undefined }] },
      "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}": [
        { body: { ...ruleset, bypass_actors: [bypass] } },
        { body: { ...ruleset, bypass_actors: undefined } },
      ],
    });
    const read = {
      id: 7,
      name: "slipway-branches",
      target: "branch",
      enforcement: "active",
      includes: ["~DEFAULT_BRANCH"],
      excludes: [],
      rules: {
        deletion: {},
        required_status_checks: {
          strict_required_status_checks_policy: true,
          required_status_checks: [{ context: "check" }],
        },
      },
    };
    const [first] = await settings().rulesets(repository);
    assert.deepEqual(first, { ...read, bypass: [{ type: "RepositoryRole", id: 5, mode: "always" }] });
    // Who may not change it is not told who passes it by.
    assert.deepEqual(await settings().rulesets(repository), [read]);
  });

  it("are what workflows may use and do", async () => {
    const permissions = "GET /repos/{owner}/{repo}/actions/permissions";
    api.answer({
      [permissions]: { body: { enabled: true, allowed_actions: "selected", sha_pinning_required: true } },
      [`${permissions}/workflow`]: {
        body: { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
      },
      [`${permissions}/selected-actions`]: {
        body: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ["docker/*"] },
      },
    });
    assert.deepEqual(await settings().actions(repository), {
      enabled: true,
      allowed: "selected",
      isShaPinningRequired: true,
      selected: { isGitHubOwned: true, isVerified: false, patterns: ["docker/*"] },
      workflowPermissions: "read",
      canApprovePullRequests: false,
    });
  });

  it("are the repository, its secrets and variables, its OIDC subjects and the numbers of teams", async () => {
    const secrets = { body: { total_count: 1, secrets: [{ name: "TOKEN", ...set }] } };
    api.answer({
      "GET /repos/{owner}/{repo}": { body: { id: 99, visibility: "internal" } },
      "GET /repos/{owner}/{repo}/actions/secrets": secrets,
      "GET /repos/{owner}/{repo}/dependabot/secrets": secrets,
      "GET /repos/{owner}/{repo}/actions/variables": {
        body: { total_count: 1, variables: [{ name: "SLIPWAY_OWNER", value: "harbour/production", ...set }] },
      },
      "GET /repos/{owner}/{repo}/actions/oidc/customization/sub": [
        { body: { use_default: true, sub_claim_prefix: "repo:acme@1/harbour@99" } },
        { body: { use_default: true, sub_claim_prefix: undefined } },
      ],
      "GET /orgs/{org}/teams/{team_slug}": { body: { id: 42 } },
    });
    const asked = settings();
    assert.deepEqual(await asked.repository(repository), { id: 99, visibility: "internal" });
    assert.deepEqual(await asked.secrets(repository, "actions"), [{ name: "TOKEN", updatedAt: set.updated_at }]);
    assert.deepEqual(await asked.secrets(repository, "dependabot"), [{ name: "TOKEN", updatedAt: set.updated_at }]);
    assert.deepEqual(await asked.variables(repository), { SLIPWAY_OWNER: "harbour/production" });
    assert.deepEqual(await asked.subject(repository), { isDefault: true, prefix: "repo:acme@1/harbour@99" });
    assert.deepEqual(await asked.subject(repository), { isDefault: true });
    assert.equal(await asked.teamId(repository, "platform"), 42);
    assert.equal(api.received.at(-1)?.path, "/orgs/acme/teams/platform");
  });

  it("are read with the token of Pulumi's provider first, because a job's own may not see them", async () => {
    const repositoryOnly = { "GET /repos/{owner}/{repo}": { body: { id: 99, visibility: "private" } } };
    api.answer(repositoryOnly);
    await settings().repository(repository);
    await settings({ GH_TOKEN: "ghs_job" }).repository(repository);
    assert.deepEqual(
      api.received.map(({ headers }) => headers.authorization),
      ["token ghs_reader", "token ghs_job"],
    );
    api.answer({ "GET /repos/{owner}/{repo}": { status: 403, body: { message: "Resource not accessible" } } });
    await assert.rejects(settings().repository(repository), {
      message:
        "GitHub says 403 of acme/harbour: Resource not accessible: give the token the permissions to read administration, actions, environments, secrets, Dependabot secrets and variables of the repository",
    });
  });

  it("are the checks that have run on a branch, each once, so that one that is required can be looked for", async () => {
    const run = (name: string) => ({ name, output: { title: "done", summary: "", text: "" } });
    api.answer({
      "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": {
        body: { total_count: 3, check_runs: [run("test"), run("lint"), run("test")] },
      },
    });
    assert.deepEqual(await settings().checkRuns(repository, "main"), ["lint", "test"]);
  });
});
