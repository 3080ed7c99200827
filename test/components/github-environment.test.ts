import assert from "node:assert/strict";
import { GitHubEnvironment, type GitHubEnvironmentArgs } from "../../components/github-environment.ts";
import { githubProvider } from "../../components/github-provider.ts";
import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import { at, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const enterprise = repositoryAbilities({ visibility: "private", plan: "enterprise" });
const team = repositoryAbilities({ visibility: "private", plan: "team" });

const environment = (own: Partial<GitHubEnvironmentArgs> = {}) =>
  declareComponent(() => {
    new GitHubEnvironment(
      "delivery",
      {
        repository: "shop",
        abilities: enterprise,
        environment: "staging",
        branches: ["main"],
        variables: {},
        secrets: {},
        protect: false,
        ...own,
      },
      { providers: { github: githubProvider("github", "acme") } },
    );
  });

const inputsOf = async (own: Partial<GitHubEnvironmentArgs>) =>
  at(await environment(own), "delivery/delivery-environment").inputs;

const nobody = { reviewers: { users: [], teams: [] }, selfReview: false, waitMinutes: 0 };

describe("GitHubEnvironment", () => {
  it("lets only the named branches deploy, and no administrator past them", async () => {
    const declared = await environment({ branches: ["main", "release/*"] });
    const { inputs } = at(declared, "delivery/delivery-environment");
    assert.equal(inputs.canAdminsBypass, false);
    assert.deepEqual(inputs.deploymentBranchPolicy, { protectedBranches: false, customBranchPolicies: true });
    assert.deepEqual(
      ofType(declared, "RepositoryEnvironmentDeploymentPolicy").map((policy) => policy.inputs.branchPattern),
      ["main", "release/*"],
    );
  });

  it("lets tags in only where somebody names them, since the workflows here deploy from branches alone", async () => {
    const patterns = async (tags: readonly string[]) =>
      ofType(await environment({ tags }), "RepositoryEnvironmentDeploymentPolicy").flatMap(
        ({ inputs }) => inputs.tagPattern ?? [],
      );
    assert.deepEqual([await patterns([]), await patterns(["v*"])], [[], ["v*"]]);
  });

  it("says nothing of administrators where GitHub cannot keep them out, or each refresh would find a difference", async () => {
    assert.equal((await inputsOf({ abilities: team })).canAdminsBypass, undefined);
  });

  it("names reviewers by their numbers, which stay when people and teams are called otherwise", async () => {
    const reviewers = { users: ["maria"], teams: ["platform", "on-call"] };
    const { reviewers: declared, preventSelfReview } = await inputsOf({ approval: { ...nobody, reviewers } });
    const [{ users, teams }] = declared as [{ users: number[]; teams: number[] }];
    assert.deepEqual([users.length, teams.length], [1, 2]);
    for (const id of [...users, ...teams]) {
      assert.ok(Number.isSafeInteger(id), `${id} is a number`);
    }
    assert.equal(preventSelfReview, true);
  });

  it("lets whoever started a deployment approve it only where that was asked for", async () => {
    const reviewers = { users: ["maria"], teams: [] };
    const { preventSelfReview } = await inputsOf({ approval: { ...nobody, reviewers, selfReview: true } });
    assert.equal(preventSelfReview, false);
  });

  it("asks for neither reviewers nor a wait where nobody wants any: GitHub keeps no empty ones", async () => {
    const { reviewers, preventSelfReview, waitTimer } = await inputsOf({ approval: nobody });
    assert.deepEqual([reviewers, preventSelfReview, waitTimer], [undefined, undefined, undefined]);
  });

  it("waits the minutes that were asked for, without a reviewer too", async () => {
    assert.equal((await inputsOf({ approval: { ...nobody, waitMinutes: 30 } })).waitTimer, 30);
  });

  it("declares things of this environment only, never of the whole repository", async () => {
    const declared = await environment({ variables: { REGION: "eu-north-1" }, secrets: { TOKEN: "t" } });
    const elsewhere = declared.resources.filter(
      ({ type, inputs }) => type.startsWith("github:") && inputs.environment !== "staging",
    );
    assert.deepEqual(paths(elsewhere), []);
  });

  it("hands secrets over as secrets, also those that came as plain text", async () => {
    const { inputs } = at(await environment({ secrets: { TOKEN: "plain" } }), "delivery/delivery-secret-TOKEN");
    assert.deepEqual(inputs.value, { secret: true });
  });

  it("does not depend on the token of whoever runs it, which would be a change in the state and a secret in it", async () => {
    const before = process.env.GITHUB_TOKEN;
    process.env.GITHUB_TOKEN = "a-token-of-mine";
    try {
      assert.deepEqual(at(await environment(), "github").inputs, {
        owner: "acme",
        baseUrl: "https://api.github.com/",
      });
    } finally {
      if (before === undefined) {
        delete process.env.GITHUB_TOKEN;
      } else {
        process.env.GITHUB_TOKEN = before;
      }
    }
  });

  it("is protected where the place says so, since GitHub drops its secrets with it", async () => {
    assert.equal(at(await environment({ protect: true }), "delivery/delivery-environment").protect, true);
  });
});
