import assert from "node:assert/strict";
import { githubId } from "../../../sandbox/github-answers.ts";
import type { Values } from "../../../sandbox/model.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { worldRepository } from "../../../sandbox/world-github.ts";
import { breaks, passes } from "./cases.ts";
import { Cloud } from "./cloud.ts";
import { github, privateShop, publicShop } from "./github-owner.ts";

const id = (rest: string) => `repository-ruleset-${rest}`;

function inputs(more: Values = {}): Values {
  return {
    repository: "shop",
    name: "main",
    target: "branch",
    enforcement: "active",
    conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
    rules: { deletion: true },
    ...more,
  };
}

const on =
  (repository: string | object, more: Values = {}) =>
  () =>
    github(repository).creating(token.githubRuleset, inputs(more));

describe("what the sandbox's ruleset of GitHub says", () => {
  const refs = (target: string, ...includes: string[]) => ({
    target,
    conditions: { refName: { includes, excludes: [] } },
  });
  breaks(id("ref-names"), "a branch without refs/heads/", refs("branch", "main"), "refs/heads/");
  breaks(id("ref-names"), "a branch in a ruleset of tags", refs("tag", "refs/heads/main"), "refs/tags/");
  breaks(id("ref-names"), "the default branch in a ruleset of tags", refs("tag", "~DEFAULT_BRANCH"), "~ALL");
  breaks(id("ref-names"), "nothing at all", refs("branch"), "includes is empty");
  passes(
    id("ref-names"),
    "the default branch and a pattern",
    refs("branch", "~DEFAULT_BRANCH", "refs/heads/release/*"),
  );
  passes(id("ref-names"), "tags", refs("tag", "refs/tags/v*"));

  const checks = (...requiredChecks: object[]) => ({ rules: { requiredStatusChecks: { requiredChecks } } });
  breaks(id("checks"), "no check", checks(), "name of a job");
  breaks(id("checks"), "a check without a name", checks({ integrationId: 15_368 }), "name of a job");
  passes(id("checks"), "a named check", checks({ context: "check", integrationId: 15_368 }));

  const reviews = (requiredApprovingReviewCount: number) => ({
    rules: { pullRequest: { requiredApprovingReviewCount } },
  });
  breaks(id("reviews"), "eleven reviews", reviews(11), "0 to 10");
  passes(id("reviews"), "two reviews", reviews(2));

  const bypass = (actorType: string, actorId?: number, bypassMode = "always", target = "branch") => ({
    target,
    bypassActors: [{ actorType, bypassMode, ...(actorId !== undefined && { actorId }) }],
  });
  breaks(id("bypass"), "a team without its number", bypass("Team", 0), "no actorId");
  breaks(id("bypass"), "owners of the organisation by a number", bypass("OrganizationAdmin", 1), "leave it out");
  breaks(id("bypass"), "a key by pull request", bypass("DeployKey", undefined, "pull_request"), "always");
  breaks(id("bypass"), "tags by pull request", bypass("RepositoryRole", 5, "pull_request", "tag"), "always");
  passes(id("bypass"), "administrators by pull request", bypass("RepositoryRole", 5, "pull_request"));
  passes(id("bypass"), "owners of the organisation", bypass("OrganizationAdmin"));

  const known = (actorType: string, actorId?: number) => on(privateShop("team"), bypass(actorType, actorId));
  breaks(id("bypass-known"), "a role of nobody", known("RepositoryRole", 3), "5 (admin)");
  breaks(id("bypass-known"), "a team of nowhere", known("Team", 7), "github.getTeam");
  passes(id("bypass-known"), "a team of the owner", known("Team", githubId("team", "acme/platform")));
  passes(id("bypass-known"), "an App", known("Integration", 99));
  const personal = (actorType: string, actorId: number) => () =>
    new Cloud(
      { repositories: [worldRepository("jo/shop")], users: ["jo"] },
      { accountId: "github-jo", region: "" },
    ).creating(token.githubRuleset, inputs(bypass(actorType, actorId)));
  breaks(id("bypass-known"), "an App of a person", personal("Integration", 99), "owner organization");
  passes(id("bypass-known"), "a role of a person's repository", personal("RepositoryRole", 5));
});

describe("what the sandbox's ruleset of GitHub needs", () => {
  breaks(id("repository-exists"), "a repository of nowhere", on("acme/other"), "- acme/shop");
  passes(id("repository-exists"), "a repository of the world", on("acme/shop"));
  breaks(id("conditions"), "no conditions", on("acme/shop", { conditions: undefined }), "conditions.refName");
  passes(id("conditions"), "a branch", on("acme/shop"));

  breaks(id("plan"), "a private repository on the plan free", on(privateShop("free")), "Upgrade to GitHub Pro");
  passes(id("plan"), "a private repository on a paid plan", on(privateShop("pro")));
  passes(id("plan"), "a public repository", on(publicShop));
  const rules = { commitMessagePattern: { operator: "regex", pattern: "x" } };
  breaks(id("enterprise"), "a trial", on(privateShop("team"), { enforcement: "evaluate" }), "enforcement evaluate");
  breaks(id("enterprise"), "how messages are written", on(publicShop, { rules }), "rules.commitMessagePattern");
  passes(
    id("enterprise"),
    "both with GitHub Enterprise",
    on(privateShop("enterprise"), { enforcement: "evaluate", rules }),
  );

  const second = (name: string) => () => {
    const cloud = github();
    cloud.make(token.githubRuleset, inputs());
    return cloud.creating(token.githubRuleset, inputs({ name }));
  };
  breaks(id("once"), "a name that is there", second("main"), "Name must be unique");
  passes(id("once"), "another name", second("tags"));
  const moved = (repository: string) => () => {
    const cloud = github();
    return cloud.updating(cloud.make(token.githubRuleset, inputs()), { repository });
  };
  breaks(id("stays"), "a move to another repository", moved("other"), "another logical name");
  passes(id("stays"), "a change in its repository", moved("shop"));
  const inArchived = (archived: boolean) => () => {
    const cloud = github();
    cloud.given(token.githubRepository, { name: "shop", archived });
    return cloud.creating(token.githubRuleset, inputs());
  };
  breaks(id("archived"), "an archived repository", inArchived(true), "unarchive shop");
  passes(id("archived"), "one that is in use", inArchived(false));

  it("is known by a number, in its id and in its outputs", () => {
    const { id: made, outputs } = github().make(token.githubRuleset, inputs());
    assert.match(made, /^\d+$/);
    assert.equal(outputs.rulesetId, Number(made));
  });
});
