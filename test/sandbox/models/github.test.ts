import assert from "node:assert/strict";
import { githubId } from "../../../sandbox/github-answers.ts";
import { modelOf } from "../../../sandbox/models/registry.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { github, privateShop, publicShop } from "./github-owner.ts";

const customBranches = { deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true } };
const staging = { repository: "shop", environment: "staging" };

function withEnvironment(more: object = customBranches) {
  const cloud = github();
  return { cloud, environment: cloud.make(token.githubEnvironment, { ...staging, ...more }) };
}

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

  const on = (repository: object, more: object) => () =>
    github(repository).creating(token.githubEnvironment, { ...staging, ...more });
  const needPlan = "repository-environment-gates-need-plan";
  breaks(needPlan, "reviewers on a private repository", on(privateShop("team"), reviewers(1)), "422");
  passes(needPlan, "reviewers with GitHub Enterprise", on(privateShop("enterprise"), reviewers(1)));
  passes(needPlan, "reviewers on a public repository", on(publicShop, reviewers(1)));

  const silent = "repository-environment-silent-gates";
  breaks(silent, "administrators kept out", on(privateShop("team"), { canAdminsBypass: false }), "every preview");
  breaks(silent, "no self-review", on(privateShop("pro"), { preventSelfReview: true }), "every preview");
  passes(silent, "both where GitHub has them", on(publicShop, { canAdminsBypass: false, preventSelfReview: true }));

  const known = "repository-environment-reviewers-known";
  const by = (users: number[], teams: number[]) => ({ reviewers: [{ users, teams }] });
  const [jo, platform] = [githubId("user", "jo"), githubId("team", "acme/platform")];
  const closed = privateShop("enterprise", { access: ["acme/platform"] });
  breaks(known, "a number that nobody has", on(publicShop, by([7], [])), "github.getUser");
  breaks(known, "the number of a user as one of a team", on(publicShop, by([], [jo])), "github.getTeam");
  breaks(known, "a user without access", on(closed, by([jo], [platform])), "jo cannot read shop");
  passes(known, "a user and a team", on(publicShop, by([jo], [platform])));
  passes(known, "a team with access", on(closed, by([], [platform])));

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
