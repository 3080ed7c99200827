import assert from "node:assert/strict";
import { find } from "../../cloud/github/find.ts";
import type { EnvironmentFound, RulesetFound } from "../../cloud/github-settings.ts";

const environment: EnvironmentFound = {
  reviewers: { users: [], teams: [] },
  preventSelfReview: false,
  waitMinutes: 0,
  deployableFrom: [
    { id: 7, type: "branch", name: "main" },
    { id: 8, type: "tag", name: "main" },
  ],
  customRules: [],
  secrets: [],
  variables: { APP_URL: "https://harbour.example.com" },
};

const ruleset: RulesetFound = {
  id: 188_983_138,
  name: "slipway-tags",
  target: "tag",
  enforcement: "active",
  includes: ["refs/tags/v*"],
  excludes: [],
  rules: {},
};

/** GitHub with one repository, which has a variable, a ruleset and one environment. */
const settings = {
  environment: async (repository: string, name: string) =>
    repository === "acme/harbour" && name === "staging:eu" ? environment : undefined,
  rulesets: async (repository: string) => (repository === "acme/harbour" ? [ruleset] : []),
  variables: async (repository: string): Promise<Readonly<Record<string, string>>> =>
    repository === "acme/harbour" ? { AWS_REGION: "eu-north-1" } : {},
};

const VARIABLE = "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable";
const RULESET = "github:index/repositoryRuleset:RepositoryRuleset";
const POLICY = "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy";

function ask(type: string, inputs: object, more: { readonly owner?: string; readonly known?: readonly string[] } = {}) {
  return find(
    { type, inputs: { repository: "harbour", environment: "staging:eu", ...inputs }, owner: "acme", ...more },
    settings,
  );
}

describe("what a killed run has made on GitHub", () => {
  it("is found by its name as GitHub writes it, because a second create is refused, under the provider's id", async () => {
    assert.equal(await ask(VARIABLE, { variableName: "app_url" }), "harbour:staging??eu:app_url");
    assert.equal(await ask(RULESET, { name: "slipway-tags" }), "188983138");
    const inputs = { variableName: "AWS_REGION" };
    assert.equal(await ask("github:index/actionsVariable:ActionsVariable", inputs), "harbour:AWS_REGION");
  });

  it("is found by its pattern, where a branch and a tag of one pattern are two", async () => {
    assert.equal(await ask(POLICY, { branchPattern: "main" }), "harbour:staging??eu:7");
    assert.equal(await ask(POLICY, { tagPattern: "main" }), "harbour:staging??eu:8");
  });

  it("is not found where there is none, nor in another owner's repository of that name, nor when the state has it", async () => {
    const inputs = { variableName: "APP_URL" };
    assert.equal(await ask(VARIABLE, { variableName: "OTHER" }), undefined);
    assert.equal(await ask(POLICY, { branchPattern: "next" }), undefined);
    assert.equal(await ask(RULESET, { name: "slipway-branches" }), undefined);
    assert.equal(await ask(VARIABLE, { ...inputs, environment: "production" }), undefined);
    assert.equal(await ask(VARIABLE, inputs, { owner: "other" }), undefined);
    assert.equal(await ask(RULESET, { name: "slipway-tags" }, { known: ["188983138"] }), undefined);
    assert.equal(await ask(VARIABLE, inputs, { known: ["harbour:staging??eu:APP_URL"] }), undefined);
  });

  it("is not asked for where the next run only sets it again", async () => {
    assert.equal(await ask("github:index/actionsSecret:ActionsSecret", { secretName: "TOKEN" }), undefined);
  });
});
