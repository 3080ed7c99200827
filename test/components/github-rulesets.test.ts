import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { githubProvider } from "../../components/github-provider.ts";
import { declareRulesets, type GitHubRulesetsArgs } from "../../components/github-rulesets.ts";
import { recordsBranch } from "../../promotion/records/records.ts";
import { at, declareComponent, ofType, paths } from "../support/declare-stack.ts";

const declared = (own: Partial<GitHubRulesetsArgs> = {}) =>
  declareComponent(() => {
    const parent = new pulumi.ComponentResource(
      "test:index:Parent",
      "parent",
      {},
      {
        providers: { github: githubProvider("github", "acme") },
      },
    );
    const args = {
      branches: ["main"],
      tags: ["v*"],
      holdsRecords: true,
      checks: ["check", "preview-done"],
      reviews: 1,
      codeOwners: true,
      signedCommits: false,
      bypass: [],
      ...own,
    };
    declareRulesets("repository", "shop", args, { parent, protect: true });
  });

const branches = async (own: Partial<GitHubRulesetsArgs> = {}) =>
  at(await declared(own), "parent/repository-branches").inputs as { rules: Rules; bypassActors: unknown };

interface Rules {
  readonly [rule: string]: unknown;
  readonly pullRequest: Record<string, unknown>;
}

describe("rulesets of a repository", () => {
  it("hold for the default branch whatever it is called, and for those that may deploy by their names", async () => {
    const { inputs } = at(await declared({ branches: ["main", "release/*"] }), "parent/repository-branches");
    assert.deepEqual(inputs.conditions, {
      refName: { includes: ["~DEFAULT_BRANCH", "refs/heads/main", "refs/heads/release/*"], excludes: [] },
    });
    assert.deepEqual([inputs.target, inputs.enforcement], ["branch", "active"]);
  });

  it("keep a branch from being rewritten and deleted, and its history a line", async () => {
    const { rules } = await branches();
    assert.deepEqual([rules.deletion, rules.nonFastForward, rules.requiredLinearHistory], [true, true, true]);
  });

  it("require each check of GitHub Actions itself, on what is up to date: anyone can send a check of that name", async () => {
    assert.deepEqual((await branches()).rules.requiredStatusChecks, {
      strictRequiredStatusChecksPolicy: true,
      requiredChecks: [
        { context: "check", integrationId: 15_368 },
        { context: "preview-done", integrationId: 15_368 },
      ],
    });
  });

  it("require no check where none is named: GitHub takes no empty list", async () => {
    assert.equal((await branches({ checks: [] })).rules.requiredStatusChecks, undefined);
  });

  it("want a review by an owner of the code, anew for each push, and not by who pushed last", async () => {
    assert.deepEqual((await branches({ reviews: 2 })).rules.pullRequest, {
      requiredApprovingReviewCount: 2,
      dismissStaleReviewsOnPush: true,
      requireCodeOwnerReview: true,
      requireLastPushApproval: true,
      requiredReviewThreadResolution: true,
      allowedMergeMethods: ["squash"],
    });
  });

  it("want nobody's approval where no review is wanted: who is alone could merge nothing", async () => {
    assert.deepEqual((await branches({ reviews: 0 })).rules.pullRequest, {
      requiredApprovingReviewCount: 0,
      dismissStaleReviewsOnPush: false,
      requireCodeOwnerReview: false,
      requireLastPushApproval: false,
      requiredReviewThreadResolution: false,
      allowedMergeMethods: ["squash"],
    });
  });

  it("leave owners of code to the repository that deploys: the app's has its own custom", async () => {
    assert.equal((await branches({ codeOwners: false })).rules.pullRequest.requireCodeOwnerReview, false);
  });

  it("want signed commits only where that was chosen", async () => {
    assert.equal((await branches({ signedCommits: true })).rules.requiredSignatures, true);
    assert.equal((await branches()).rules.requiredSignatures, false);
  });

  it("let by whom they name: people by a pull request, an app that pushes always", async () => {
    const { bypassActors } = await branches({
      bypass: [{ actor: { team: "platform" } }, { actor: { app: 4711 } }, { actor: { role: "admin" } }],
    });
    const [team, ...others] = bypassActors as [Record<string, unknown>];
    assert.deepEqual([team.actorType, team.bypassMode], ["Team", "pull_request"]);
    assert.ok(Number.isSafeInteger(team.actorId));
    assert.deepEqual(others, [
      { actorType: "Integration", actorId: 4711, bypassMode: "always" },
      { actorType: "RepositoryRole", actorId: 5, bypassMode: "pull_request" },
    ]);
  });

  it("keep the records of releases from being rewritten, by anyone: they are evidence", async () => {
    const { inputs } = at(await declared({ bypass: [{ actor: { role: "admin" } }] }), "parent/repository-records");
    assert.deepEqual(inputs.conditions, { refName: { includes: [`refs/heads/${recordsBranch}`], excludes: [] } });
    assert.deepEqual(inputs.rules, { deletion: true, nonFastForward: true });
    assert.equal(inputs.bypassActors, undefined);
  });

  it("keep a release's tag at its commit, by anyone", async () => {
    const { inputs } = at(await declared({ tags: ["v*", "release-*"] }), "parent/repository-tags");
    assert.equal(inputs.target, "tag");
    assert.deepEqual(inputs.conditions, {
      refName: { includes: ["refs/tags/v*", "refs/tags/release-*"], excludes: [] },
    });
    assert.deepEqual(inputs.rules, { deletion: true, update: true });
    assert.equal(inputs.bypassActors, undefined);
  });

  it("are only those that the repository needs", async () => {
    const rulesets = ofType(await declared({ tags: [], holdsRecords: false }), "RepositoryRuleset");
    assert.deepEqual(paths(rulesets), ["parent/repository-branches"]);
  });

  it("are protected where the place says so", async () => {
    for (const { protect } of ofType(await declared(), "RepositoryRuleset")) {
      assert.equal(protect, true);
    }
  });
});
