import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { githubProvider } from "../../components/github-provider.ts";
import { GitHubRepository, type GitHubRepositoryArgs } from "../../components/github-repository.ts";
import { repositoryAbilities } from "../../lib/repository-abilities.ts";
import { at, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const abilities = {
  free: repositoryAbilities({ visibility: "private", plan: "free" }),
  team: repositoryAbilities({ visibility: "private", plan: "team" }),
  enterprise: repositoryAbilities({ visibility: "private", plan: "enterprise" }),
  public: repositoryAbilities({ visibility: "public", plan: "free" }),
};

const rulesets = {
  branches: ["main"],
  tags: ["v*"],
  holdsRecords: true,
  checks: ["check"],
  reviews: 1,
  codeOwners: true,
  signedCommits: false,
  bypass: [],
};

const repository = (own: Partial<GitHubRepositoryArgs> = {}, look?: pulumi.ResourceTransformation) =>
  declareComponent(() => {
    if (look) {
      pulumi.runtime.registerStackTransformation(look);
    }
    new GitHubRepository(
      "repository",
      {
        repository: "shop",
        abilities: abilities.enterprise,
        owner: "shop/production",
        rulesets,
        actions: ["aws-actions/*"],
        dependabotUpdates: true,
        variables: {},
        secrets: {},
        dependabotSecrets: {},
        protect: false,
        ...own,
      },
      { providers: { github: githubProvider("github", "acme") } },
    );
  });

const settings = async (own: Partial<GitHubRepositoryArgs>, look?: pulumi.ResourceTransformation) =>
  at(await repository(own, look), "repository/repository-repository");

describe("GitHubRepository", () => {
  it("adopts the repository under its own name, and makes none where there is none", async () => {
    const adopted: unknown[] = [];
    const { inputs } = await settings({}, ({ name, opts }) => {
      adopted.push(...("import" in opts && opts.import ? [[name, opts.import]] : []));
      return undefined;
    });
    assert.deepEqual(adopted, [["repository-repository", "shop"]]);
    assert.equal(inputs.name, "shop", "without a name Pulumi would rename it");
  });

  it("is kept three ways, whatever the place is: code and history are in it", async () => {
    const { protect, retainOnDelete, inputs } = await settings({ protect: false });
    assert.deepEqual([protect, retainOnDelete, inputs.archiveOnDestroy], [true, true, true]);
  });

  it("leaves what nobody configured as it is: what a program does not name is switched off otherwise", async () => {
    const { ignoreChanges, inputs } = await settings({});
    for (const property of ["hasIssues", "hasWiki", "description", "homepageUrl"]) {
      assert.ok(ignoreChanges.includes(property), `${property} stays`);
      assert.equal(inputs[property], undefined);
    }
    const both = Object.keys(inputs).filter((property) => ignoreChanges.includes(property));
    assert.deepEqual(both, [], "what is configured is not ignored");
  });

  it("hands on nothing that the provider keeps by itself: GitHub refuses some of it as a wish", async () => {
    const { ignoreChanges, inputs } = await settings({});
    for (const property of ["visibility", "private", "allowForking", "topics", "securityAndAnalysis"]) {
      assert.deepEqual([inputs[property], ignoreChanges.includes(property)], [undefined, false], property);
    }
  });

  it("sets topics only where they are named", async () => {
    assert.deepEqual((await settings({ topics: ["shop"] })).inputs.topics, ["shop"]);
  });

  it("lets pull requests merge by one commit alone, so that the history of the branch is a line", async () => {
    const { allowMergeCommit, allowRebaseMerge, allowSquashMerge } = (await settings({})).inputs;
    assert.deepEqual([allowMergeCommit, allowRebaseMerge, allowSquashMerge], [false, false, true]);
  });

  it("scans for pushed secrets where GitHub does it without a licence", async () => {
    assert.deepEqual((await settings({ abilities: abilities.public })).inputs.securityAndAnalysis, {
      secretScanning: { status: "enabled" },
      secretScanningPushProtection: { status: "enabled" },
    });
    assert.equal((await settings({ abilities: abilities.enterprise })).inputs.securityAndAnalysis, undefined);
  });

  it("says whose it is before it changes anything, so that a second owner stops there", async () => {
    const declared = await repository({ secrets: { TOKEN: "t" }, dependabotSecrets: { TOKEN: "t" } });
    const marker = at(declared, "repository/repository-owner");
    assert.deepEqual(marker.inputs, { repository: "shop", variableName: "SLIPWAY_OWNER", value: "shop/production" });
    const early = declared.resources.filter(
      ({ type, urn, dependsOn }) => type.startsWith("github:") && urn !== marker.urn && !dependsOn.includes(marker.urn),
    );
    assert.deepEqual(paths(early), []);
  });

  it("lets only named actions run, each by its commit", async () => {
    const { inputs, retainOnDelete } = at(await repository(), "repository/repository-actions");
    assert.deepEqual(inputs, {
      repository: "shop",
      enabled: true,
      allowedActions: "selected",
      allowedActionsConfig: { githubOwnedAllowed: true, verifiedAllowed: false, patternsAlloweds: ["aws-actions/*"] },
      shaPinningRequired: true,
    });
    assert.equal(retainOnDelete, true, "without them every action may run");
  });

  it("asks at least for commits where GitHub takes no names of actions: private, and no enterprise", async () => {
    const { inputs } = at(await repository({ abilities: abilities.team }), "repository/repository-actions");
    assert.deepEqual(inputs, {
      repository: "shop",
      enabled: true,
      allowedActions: "all",
      shaPinningRequired: true,
    });
  });

  it("gives the token of a workflow that says nothing the right to read, and never that to approve", async () => {
    assert.deepEqual(at(await repository(), "repository/repository-workflows").inputs, {
      repository: "shop",
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
    });
  });

  it("has Dependabot tell always and mend as wanted, and switches neither off when it goes", async () => {
    const declared = await repository({ dependabotUpdates: false });
    const alerts = at(declared, "repository/repository-alerts");
    const updates = at(declared, "repository/repository-dependabot");
    assert.deepEqual([alerts.inputs.enabled, updates.inputs.enabled], [true, false]);
    assert.deepEqual([alerts.retainOnDelete, updates.retainOnDelete], [true, true]);
    assert.deepEqual(updates.references?.repository, [alerts.urn], "GitHub mends nothing without alerts");
  });

  it("hands all secrets over as secrets, those of Dependabot apart: its workflows see none of the others", async () => {
    const declared = await repository({ secrets: { TOKEN: "plain" }, dependabotSecrets: { REGISTRY: "plain" } });
    const own = at(declared, "repository/repository-secret-TOKEN");
    const dependabot = at(declared, "repository/repository-dependabot-secret-REGISTRY");
    assert.deepEqual([own.inputs.value, dependabot.inputs.value], [{ secret: true }, { secret: true }]);
  });

  it("asks a private repository of the plan free for nothing that it cannot have", async () => {
    const declared = await repository({ abilities: abilities.free });
    assert.deepEqual(ofType(declared, "RepositoryRuleset"), []);
    const { inputs, ignoreChanges } = at(declared, "repository/repository-repository");
    assert.deepEqual([inputs.allowAutoMerge, ignoreChanges.includes("allowAutoMerge")], [undefined, true]);
  });
});
