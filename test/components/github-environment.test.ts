import assert from "node:assert/strict";
import { GitHubEnvironment, type GitHubEnvironmentArgs } from "../../components/github-environment.ts";
import { githubProvider } from "../../components/github-provider.ts";
import { at, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const environment = (own: Partial<GitHubEnvironmentArgs> = {}) =>
  declareComponent(() => {
    new GitHubEnvironment(
      "delivery",
      {
        repository: "shop",
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
