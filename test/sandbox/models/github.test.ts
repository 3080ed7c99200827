import assert from "node:assert/strict";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";

const place = { accountId: "github-acme", region: "" };
const customBranches = { deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true } };
const staging = { repository: "shop", environment: "staging" };

/** An owner with the repository `shop`, public unless said otherwise. */
function github(repository: string | object = "acme/shop") {
  return new Cloud({ repositories: [repository] as string[] }, place);
}

function withEnvironment(more: object = customBranches) {
  const cloud = github();
  return { cloud, environment: cloud.make(token.githubEnvironment, { ...staging, ...more }) };
}

const privateShop = (plan: string) => ({ name: "acme/shop", visibility: "private", plan });
const inEnvironment = {
  policy: {
    type: token.githubPolicy,
    word: "repository-environment-deployment-policy",
    inputs: { branchPattern: "main" },
  },
  secret: { type: token.githubSecret, word: "actions-environment-secret", inputs: { secretName: "KEY", value: "x" } },
  variable: {
    type: token.githubVariable,
    word: "actions-environment-variable",
    inputs: { variableName: "KEY", value: "x" },
  },
};

for (const { type, word, inputs } of [
  { type: token.githubEnvironment, word: "repository-environment", inputs: {} },
  ...Object.values(inEnvironment),
]) {
  describe(`what the sandbox asks of the repository of a ${word.replaceAll("-", " ")}`, () => {
    const of = (repository: string | object) => () => github(repository).creating(type, { ...staging, ...inputs });
    breaks(`${word}-repository-exists`, "a repository that the world lacks", of("acme/other"), "- acme/shop");
    passes(`${word}-repository-exists`, "a repository of the world", of("acme/Shop"));
    breaks(`${word}-plan`, "a private repository on the free plan", of(privateShop("free")), "404 Not Found");
    passes(`${word}-plan`, "a private repository on a paid plan", of(privateShop("team")));
  });
}

describe("the sandbox's environment of GitHub", () => {
  const both = { deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: true } };
  breaks("repository-environment-branch-policy", "two kinds of branches at once", both, "exactly one");
  passes("repository-environment-branch-policy", "branches by pattern", customBranches);
  const reviewers = (count: number) => ({ reviewers: [{ users: Array.from({ length: count }, (_, n) => n) }] });
  breaks("repository-environment-reviewers", "seven reviewers", reviewers(7), "7 reviewers");
  passes("repository-environment-reviewers", "six reviewers", reviewers(6));
  breaks("repository-environment-wait", "more than 30 days", { waitTimer: 43_201 }, "0 to 43200");
  passes("repository-environment-wait", "30 days", { waitTimer: 43_200 });

  const gated = (plan: string) => () =>
    github(privateShop(plan)).creating(token.githubEnvironment, { ...staging, ...reviewers(1) });
  breaks("repository-environment-gates-need-plan", "reviewers on a private repository", gated("team"), "422");
  passes("repository-environment-gates-need-plan", "reviewers with GitHub Enterprise", gated("enterprise"));

  it("takes its secrets, variables and policies with it when it is deleted", () => {
    const { cloud, environment } = withEnvironment();
    for (const { type, inputs } of Object.values(inEnvironment)) {
      cloud.make(type, { ...staging, ...inputs });
    }
    cloud.delete(environment);
    assert.deepEqual(cloud.account.everything(), []);
  });

  it("has the id that the provider makes, with a colon of the name written as two question marks", () => {
    assert.equal(github().make(token.githubEnvironment, { ...staging, environment: "a:b" }).id, "shop:a??b");
  });
});

describe("the sandbox's deployment policy of GitHub", () => {
  const id = (rest: string) => `repository-environment-deployment-policy-${rest}`;
  const policy = (more: object, environment?: object) => () => {
    const { cloud } = withEnvironment(environment);
    return cloud.creating(token.githubPolicy, { ...staging, branchPattern: "main", ...more });
  };
  breaks(id("one-pattern"), "a branch and a tag", policy({ tagPattern: "v*" }), "exactly one");
  passes(id("one-pattern"), "a branch", policy({}));
  breaks(id("custom"), "an environment for protected branches", policy({}, {}), "customBranchPolicies");
  breaks(id("custom"), "an environment of nowhere", policy({ environment: "test" }), "does not exist");
  passes(id("custom"), "an environment with branches by pattern", policy({}));
  const twice = (branchPattern: string) => () => {
    const { cloud } = withEnvironment();
    cloud.make(token.githubPolicy, { ...staging, branchPattern: "main" });
    return cloud.creating(token.githubPolicy, { ...staging, branchPattern });
  };
  breaks(id("once"), "a pattern that is there", twice("main"), "303");
  passes(id("once"), "another pattern", twice("release/*"));

  it("is replaced when it turns from branches to tags, and else renamed", () => {
    const replaces = modelOf(token.githubPolicy)?.replacesWhen;
    assert.deepEqual(replaces?.({ branchPattern: "main" }, { tagPattern: "v*" }), ["branchPattern", "tagPattern"]);
    assert.deepEqual(replaces?.({ branchPattern: "main" }, { branchPattern: "release" }), []);
  });
});

for (const { type, word, inputs } of [inEnvironment.secret, inEnvironment.variable]) {
  const name = word.endsWith("secret") ? "secretName" : "variableName";
  describe(`the sandbox's ${word.replaceAll("-", " ")}`, () => {
    breaks(`${word}-name`, "a name that GitHub keeps for itself", { [name]: "GITHUB_KEY" }, "GITHUB_");
    breaks(`${word}-name`, "a name with a hyphen", { [name]: "API-KEY" }, "underscores");
    passes(`${word}-name`, "letters and underscores", { [name]: "API_KEY" });
    breaks(`${word}-size`, "a value of 49 KB", { value: "x".repeat(49 * 1024) }, "bytes");
    passes(`${word}-size`, "a value of 48 KB", { value: "x".repeat(48 * 1024) });

    const value = (more: object) => () => {
      const { cloud } = withEnvironment();
      return cloud.creating(type, { ...staging, ...inputs, ...more });
    };
    breaks(`${word}-environment-exists`, "an environment of nowhere", value({ environment: "test" }), "make it first");
    passes(`${word}-environment-exists`, "an environment of the repository", value({}));
    const crowded = (count: number) => () => {
      const { cloud } = withEnvironment();
      for (let n = 0; n < count; n += 1) {
        cloud.given(type, { ...staging, ...inputs, [name]: `KEY_${n}` });
      }
      return cloud.creating(type, { ...staging, ...inputs });
    };
    breaks(`${word}-quota`, "the 101st", crowded(100), "remove some");
    passes(`${word}-quota`, "the 100th", crowded(99));
  });
}

describe("the sandbox's secret of GitHub", () => {
  const secret = (more: object) => () => {
    const { cloud } = withEnvironment();
    return cloud.creating(token.githubSecret, { ...staging, secretName: "KEY", value: "x", ...more });
  };
  const one = "actions-environment-secret-one-value";
  breaks(one, "a plain and an encrypted value", secret({ valueEncrypted: "eA==" }), "exactly one");
  passes(one, "one value", secret({}));
});

describe("the sandbox's variable of GitHub", () => {
  const variable = (variableName: string) => () => {
    const { cloud } = withEnvironment();
    cloud.make(token.githubVariable, { ...staging, variableName: "KEY", value: "x" });
    return cloud.creating(token.githubVariable, { ...staging, variableName, value: "y" });
  };
  const once = "actions-environment-variable-once";
  breaks(once, "a name that is there, whatever its case", variable("key"), "409");
  passes(once, "another name", variable("URL"));
});
