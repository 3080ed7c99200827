import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitHubSettings, openGitHubSettings } from "../../../cloud/github-settings.ts";
import { sandboxCloud } from "../../../cloud/sandbox.ts";
import type { Asked } from "../../../delivery/drift/asked.ts";
import { drift } from "../../../delivery/drift/drift.ts";
import type { Account } from "../../../sandbox/account.ts";
import { Faults } from "../../../sandbox/faults.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/server/serve.ts";
import { emptyWorld } from "../../../sandbox/world.ts";
import { worldRepository } from "../../../sandbox/world-github.ts";
import { github, ids, resources, subjects, trust } from "./declared-harbour.ts";

const repository = worldRepository({ name: "acme/harbour", plan: "enterprise" });
const people = { users: ["ines-acme", "omar-acme"], teams: ["acme/platform"] };
const computed = {
  policyId: 1,
  rulesetId: 7,
  createdAt: "2026-11-01 09:00:00 +0000 UTC",
  updatedAt: "2026-11-01 09:00:00 +0000 UTC",
};

describe("drift", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-drift-"));
  let sandbox: Sandbox;
  let owner: Account;
  let url = "";
  before(async () => {
    const world = emptyWorld({ repositories: [repository], ...people });
    sandbox = await startSandbox({ folder, world, faults: new Faults([], () => {}), pace: 0, port: 0, note: () => {} });
    url = sandbox.environment.SLIPWAY_CLOUD_URL ?? "";
    owner = sandbox.accounts.get("github-acme");
  });
  after(() => {
    sandbox.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    for (const account of [owner, sandbox.accounts.get("111111111111")]) {
      for (const { type, id } of account.everything()) account.remove(type, id);
    }
    for (const { type, inputs, name } of resources) {
      const account = type === token.role ? sandbox.accounts.get("111111111111") : owner;
      account.put({ type, id: name, inputs, outputs: { ...computed, ...inputs } });
    }
  });

  const now = new Date("2026-11-21T09:00:00Z");
  const settings = () =>
    openGitHubSettings({ pauseMilliseconds: 0, variables: { GITHUB_API_URL: `${url}/github`, GITHUB_TOKEN: "any" } });
  const look = (over: Partial<Asked> = {}) =>
    drift(
      { name: "production", github },
      { resources, settings: settings(), cloud: sandboxCloud(url, place), now, ...over },
    );
  const place = { accountId: "111111111111", region: "eu-north-1" };
  const said = async (over?: Partial<Asked>) =>
    (await look(over)).findings.map(({ is, about, says }) => `${is} ${about}: ${says}`);
  const byHand = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${url}/github/repos/acme/harbour/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.text()}`);
  };
  const patch = (type: string, values: object) => {
    const one = owner.all(type)[0];
    assert.ok(one);
    owner.put({ ...one, outputs: { ...one.outputs, ...values } });
  };
  const environment = "environment production of acme/harbour";

  it("is none where everything is as it was declared", async () => {
    assert.deepEqual(await look(), { stack: "production", is: "same", findings: [] });
  });

  it("finds a reviewer that somebody removed, which a refresh of Pulumi does not see", async () => {
    const rest = { wait_timer: 5, prevent_self_review: true };
    await byHand("PUT", "environments/production", { ...rest, reviewers: [{ type: "User", id: ids.ines }] });
    assert.deepEqual(await said(), [
      `differs ${environment}: reviewers are ines-acme, declared are ines-acme, team platform`,
    ]);
    await byHand("PUT", "environments/production", { ...rest, reviewers: null });
    const { is, findings } = await look();
    assert.equal(is, "differs");
    assert.deepEqual(findings, [
      {
        is: "differs",
        about: environment,
        says: "reviewers are nobody, declared are ines-acme, team platform",
        mend: "hand",
      },
    ]);
  });

  it("finds what else opens an environment: self-review, no wait, administrators, a branch more", async () => {
    patch(token.githubEnvironment, { waitTimer: 0, preventSelfReview: false, canAdminsBypass: true });
    const [policy] = owner.all(token.githubPolicy);
    assert.ok(policy);
    owner.put({ ...policy, id: "two", outputs: { ...policy.outputs, branchPattern: "wip/*" } });
    assert.deepEqual(await said(), [
      `differs ${environment}: whoever started a deployment may approve it, declared is the opposite`,
      `differs ${environment}: the wait is 0 minutes, declared are 5`,
      `differs ${environment}: administrators may deploy without approval`,
      `differs ${environment}: the branch wip/* may deploy, which nobody declared`,
    ]);
  });

  it("finds an environment that lets every branch in, and one that is gone", async () => {
    patch(token.githubEnvironment, { deploymentBranchPolicy: undefined });
    assert.deepEqual(await said(), [`differs ${environment}: every branch may deploy, declared are patterns`]);
    owner.remove(token.githubEnvironment, "one-0");
    assert.deepEqual(await said(), [`differs ${environment}: there is none`]);
  });

  it("says in one line that nothing of a stack is there, instead of all that is missing", async () => {
    owner.remove(token.githubEnvironment, "one-0");
    assert.deepEqual(await said(roleTrusts(undefined)), [
      "differs stack production: nothing of it is there: bring it up first",
    ]);
  });

  it("finds an App that decides too, which no program can declare", async () => {
    const real = settings();
    const withApp: GitHubSettings = {
      ...real,
      async environment(name, of) {
        const found = await real.environment(name, of);
        return found && { ...found, customRules: ["gatekeeper"] };
      },
    };
    assert.deepEqual(await said({ settings: withApp }), [
      `differs ${environment}: the GitHub App gatekeeper decides too: a protection rule that nobody declared`,
    ]);
  });

  it("tells secrets by their names and ages, because GitHub tells nobody their values", async () => {
    await byHand("DELETE", "environments/production/secrets/SENTRY_AUTH_TOKEN");
    patch(token.githubRepositorySecret, { updatedAt: "2025-11-01 09:00:00 +0000 UTC" });
    owner.put({ type: token.githubSecret, id: "two", inputs: {}, outputs: { ...computed, ...secretOf("FORGOTTEN") } });
    owner.put({
      type: token.githubRepositorySecret,
      id: "three",
      inputs: {},
      outputs: { ...computed, ...secretOf("OTHER") },
    });
    owner.put({
      type: token.githubRepositorySecret,
      id: "four",
      inputs: {},
      outputs: { ...computed, ...secretOf("SLIPWAY_READER_KEY") },
    });
    assert.deepEqual(await said(), [
      `differs ${environment}: the secret SENTRY_AUTH_TOKEN is not there`,
      `differs ${environment}: there is a secret FORGOTTEN, which nobody declared`,
      "told secrets of acme/harbour: the secret CODECOV_TOKEN is 385 days old: make a new one",
      "told secrets of acme/harbour: not declared here: OTHER",
    ]);
  });
  const secretOf = (secretName: string) => ({ repository: "harbour", environment: "production", secretName });

  it("only looks for the address of a load balancer, which the plan makes up: it would differ every night", async () => {
    const urn = "urn:pulumi:staging::harbour::slipway:edge:Edge$aws:lb/loadBalancer:LoadBalancer::edge-balancer";
    const inputs = {
      repository: "harbour",
      environment: "production",
      variableName: "APP_URL",
      value: "http://made-up",
    };
    const [first] = resources;
    assert.ok(first);
    const address = { ...first, type: token.githubVariable, inputs, references: { value: [urn] } };
    const with_ = { resources: [...resources, address] };
    assert.deepEqual(await said(with_), [`differs ${environment}: the variable APP_URL is not there`]);
    const outputs = { ...computed, ...inputs, value: "http://shop-1.eu-north-1.elb.amazonaws.com" };
    owner.put({ type: token.githubVariable, id: "two", inputs, outputs });
    assert.deepEqual(await said(with_), []);
  });

  it("finds variables that somebody changed, added or took away", async () => {
    patch(token.githubVariable, { value: "us-east-1" });
    owner.remove(token.githubRepositoryVariable, "one-4");
    assert.deepEqual(await said(), [
      `differs ${environment}: the variable AWS_REGION is "us-east-1", declared is "eu-north-1"`,
      "differs secrets of acme/harbour: the variable SLIPWAY_OWNER is not there",
    ]);
  });

  const ruleset = "ruleset slipway-branches of acme/harbour";

  it("finds who passes a ruleset by and a ruleset that holds no longer", async () => {
    const admin = { actor_type: "RepositoryRole", actor_id: 5, bypass_mode: "always" };
    await byHand("PUT", "rulesets/7", { enforcement: "disabled", bypass_actors: [admin] });
    assert.deepEqual(await said(), [
      `differs ${ruleset}: enforcement: disabled, declared: active`,
      `differs ${ruleset}: RepositoryRole 5 (always) passes it by, which nobody declared`,
      `differs ${ruleset}: Team ${ids.platform} (pull_request) does not pass it by, which is declared`,
    ]);
  });

  it("says that it does not see who passes by, which GitHub tells only a token that may change it", async () => {
    const real = settings();
    const reader: GitHubSettings = {
      ...real,
      rulesets: async (of) => (await real.rulesets(of)).map(({ bypass: _, ...seen }) => seen),
    };
    const { is, findings } = await look({ settings: reader });
    assert.equal(is, "same");
    assert.deepEqual(
      findings.map(({ says }) => says),
      ["who passes it by, GitHub tells only a token that may change it"],
    );
  });

  it("knows a team by its name, because the plan makes the numbers of GitHub up", async () => {
    const real = settings();
    const elsewhere: GitHubSettings = {
      ...real,
      teamId: async () => 42,
      rulesets: async (of) =>
        (await real.rulesets(of)).map((one) => ({ ...one, bypass: [{ type: "Team", id: 42, mode: "pull_request" }] })),
    };
    assert.equal((await look({ settings: elsewhere })).is, "same");
  });

  it("finds rules that are less, more or others", async () => {
    const rules = {
      deletion: true,
      nonFastForward: true,
      pullRequest: { requiredApprovingReviewCount: 0, allowedMergeMethods: ["squash"] },
      requiredStatusChecks: { strictRequiredStatusChecksPolicy: true, requiredChecks: [] },
    };
    patch(token.githubRuleset, { rules });
    assert.deepEqual(await said(), [
      `differs ${ruleset}: the rule required_linear_history is not there`,
      `differs ${ruleset}: there is a rule non_fast_forward, which nobody declared`,
      `differs ${ruleset}: required_approving_review_count of pull_request is 0, declared is 1`,
      `differs ${ruleset}: required_status_checks of required_status_checks is [], declared is [{"context":"check","integration_id":15368}]`,
    ]);
  });

  it("finds what may run in workflows, and a repository that became public", async () => {
    patch(token.githubActionsPermissions, { allowedActions: "all" });
    patch(token.githubWorkflowPermissions, { defaultWorkflowPermissions: "write" });
    const isPublic = { ...github, app: { ...github.app, visibility: "public" as const } };
    const { findings } = await drift(
      { name: "production", github: isPublic },
      { resources, settings: settings(), cloud: sandboxCloud(url, place), now },
    );
    assert.deepEqual(
      findings.map(({ says }) => says),
      [
        "it is private on GitHub, app.delivery says public",
        "allowed actions: all, declared: selected",
        "default permissions of workflows: write, declared: read",
      ],
    );
  });

  it("leaves what a repository has once to the stack that declares it", async () => {
    patch(token.githubActionsPermissions, { allowedActions: "all" });
    const { managed: _, ...other } = github;
    const means = { resources, settings: settings(), cloud: sandboxCloud(url, place), now };
    assert.equal((await drift({ name: "production", github: other }, means)).is, "same");
  });

  const roleTrusts = (policy: unknown) => ({ cloud: { roleTrust: async () => policy } });

  it("finds a role that trusts another repository, and one that is gone", async () => {
    const [, rollback = ""] = subjects;
    const foreign = trust(ids.repository, ["repo:evil/fork:environment:production", rollback]);
    assert.deepEqual(await said(roleTrusts(foreign)), [
      "differs role harbour-production-deploy: it trusts repo:acme/harbour:environment:production-rollback, " +
        "repo:evil/fork:environment:production, declared is repo:acme/harbour:environment:production, " +
        "repo:acme/harbour:environment:production-rollback; or another condition differs",
    ]);
    assert.equal((await look(roleTrusts(trust(1, subjects)))).is, "differs");
    assert.deepEqual(await said(roleTrusts(undefined)), ["differs role harbour-production-deploy: there is none"]);
  });

  it("takes the repository's numbers from GitHub, because the plan makes its own up", async () => {
    const numbered: GitHubSettings = {
      ...settings(),
      repository: async () => ({ id: 99, visibility: "private" }),
      subject: async () => ({ isDefault: true, prefix: "repo:acme@1/harbour@99" }),
    };
    const both = [...subjects, ...subjects.map((one) => one.replace("acme/harbour", "acme@1/harbour@99"))];
    const over = { settings: numbered, ...roleTrusts(trust(99, both.toReversed())) };
    assert.deepEqual(await said(over), []);
    assert.equal((await look({ ...over, ...roleTrusts(trust(99, subjects)) })).is, "differs");
  });

  it("finds that the subjects of the repository's tokens have a form of their own", async () => {
    const custom: GitHubSettings = { ...settings(), subject: async () => ({ isDefault: false }) };
    assert.deepEqual(await said({ settings: custom }), [
      "differs OIDC subjects of acme/harbour: somebody has given them a form of its own, which the roles do not trust",
    ]);
  });

  it("says what it could not read and compares the rest, instead of calling it the same", async () => {
    const refuse = () => Promise.reject(new Error("GitHub says 403 of acme/harbour: no"));
    const blind: GitHubSettings = { ...settings(), rulesets: refuse, actions: refuse };
    const { is, findings } = await look({ settings: blind });
    assert.equal(is, "unknown");
    assert.deepEqual(
      findings.map(({ about }) => about),
      [ruleset, "Actions of acme/harbour"],
    );
  });

  it("has nothing to compare where the app names no repository", async () => {
    const means = { resources, settings: settings(), cloud: sandboxCloud(url, place), now };
    const { is, nothing } = await drift({ name: "production" }, means);
    assert.equal(is, "same");
    assert.equal(nothing, "it names no repository (app.delivery), so GitHub has nothing of it");
  });
});
