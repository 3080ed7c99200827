import assert from "node:assert/strict";
import { token } from "../../../sandbox/models/tokens.ts";
import { breaks, passes } from "./cases.ts";
import { github, privateShop, publicShop } from "./github-owner.ts";

const adopted = { name: "shop", archiveOnDestroy: true };

describe("the sandbox's repository of GitHub", () => {
  breaks("repository-name", "a name with its owner", { name: "acme/shop" }, "without the owner");
  breaks("repository-name", "more than 100 characters", { name: "s".repeat(101) }, "at most 100");
  passes("repository-name", "letters, hyphens and dots", { name: "shop-1.2_b" });

  const none = { allowMergeCommit: false, allowSquashMerge: false, allowRebaseMerge: false };
  breaks("repository-merge-method", "no way to merge", none, "at least one merge strategy");
  passes("repository-merge-method", "one way to merge", { ...none, allowSquashMerge: true });
  passes("repository-merge-method", "two ways to forbid, since the third is allowed by itself", {
    allowMergeCommit: false,
    allowSquashMerge: false,
  });

  breaks("repository-topics", "an upper case letter", { topics: ["AWS"] }, "lower case");
  breaks("repository-topics", "twenty-one topics", { topics: Array.from({ length: 21 }, (_, n) => `t${n}`) }, "20");
  passes("repository-topics", "twenty topics", { topics: Array.from({ length: 20 }, (_, n) => `t${n}`) });

  const creating = (name: string) => () => github().creating(token.githubRepository, { name });
  breaks("repository-not-there-yet", "one that the world has", creating("Shop"), 'import: "Shop"');
  passes("repository-not-there-yet", "a new name", creating("other"));

  const changing = (archived: boolean) => () => {
    const cloud = github();
    return cloud.updating(cloud.given(token.githubRepository, { ...adopted, archived }), { hasWiki: true });
  };
  breaks("repository-archived", "a change of an archived one", changing(true), "unarchive shop");
  passes("repository-archived", "a change of another", changing(false));

  const on = (repository: object, more: object) => () =>
    github(repository).creating(token.githubRepository, { name: "shop", ...more });
  const autoMerge = { allowAutoMerge: true };
  breaks("repository-auto-merge-needs-plan", "it on the plan free", on(privateShop("free"), autoMerge), "leave it out");
  passes("repository-auto-merge-needs-plan", "it on a paid plan", on(privateShop("team"), autoMerge));
  passes("repository-auto-merge-needs-plan", "it in public", on(publicShop, autoMerge));
  const scanning = (status: string) => ({ securityAndAnalysis: { secretScanning: { status } } });
  breaks("repository-secret-scanning", "it in private", on(privateShop("team"), scanning("enabled")), "secretScanning");
  passes("repository-secret-scanning", "it in public", on(publicShop, scanning("enabled")));
  passes("repository-secret-scanning", "it switched off", on(privateShop("team"), scanning("disabled")));

  const deleting = (archiveOnDestroy: boolean) => () => {
    const cloud = github();
    return cloud.deleting(cloud.given(token.githubRepository, { ...adopted, archiveOnDestroy }));
  };
  breaks("repository-not-deleted", "a delete", deleting(false), "retainOnDelete");
  passes("repository-not-deleted", "a delete that archives", deleting(true));

  it("is archived by its delete, and stays that way", () => {
    const cloud = github();
    cloud.delete(cloud.given(token.githubRepository, adopted));
    assert.equal(cloud.account.get(token.githubRepository, "shop")?.outputs.archived, true);
  });

  it("has one number for life, whatever the case of its name", () => {
    const [lower, upper] = ["acme/shop", "acme/Shop"].map((name) => {
      const cloud = github({ name });
      return cloud.given(token.githubRepository, { name: name.slice(5) }).outputs.repoId;
    });
    assert.equal(lower, upper);
  });
});

describe("what is switched on in a repository of the sandbox", () => {
  const switches = [
    { type: token.githubActionsPermissions, word: "actions-repository-permissions", stays: true },
    { type: token.githubWorkflowPermissions, word: "workflow-repository-permissions", stays: true },
    { type: token.githubAlerts, word: "repository-vulnerability-alerts", stays: false },
    { type: token.githubDependabotUpdates, word: "repository-dependabot-security-updates", stays: false },
  ];
  for (const { type, word, stays } of switches) {
    const creating = (name: string) => () => github(name).creating(type, { repository: "shop", enabled: false });
    breaks(`${word}-repository-exists`, "a repository of nowhere", creating("acme/other"), "- acme/shop");
    passes(`${word}-repository-exists`, "a repository of the world", creating("acme/shop"));
    if (stays) {
      const moving = (repository: string) => () => {
        const cloud = github();
        return cloud.updating(cloud.make(type, { repository: "shop" }), { repository });
      };
      breaks(`${word}-stays`, "another repository", moving("other"), "another logical name");
      passes(`${word}-stays`, "the same repository", moving("shop"));
    }
  }

  const config = { githubOwnedAllowed: true, patternsAlloweds: ["acme/*"] };
  const selected = "actions-repository-permissions-selected";
  breaks(selected, "a list where all are allowed", { allowedActions: "all", allowedActionsConfig: config }, "409");
  passes(selected, "a list of the selected", { allowedActions: "selected", allowedActionsConfig: config });
  const patterns = (...patternsAlloweds: string[]) => ({ allowedActionsConfig: { ...config, patternsAlloweds } });
  breaks("actions-repository-permissions-patterns", "a bare name", patterns("checkout"), "owner/*");
  passes("actions-repository-permissions-patterns", "owners, names and commits", patterns("a/*", "a/b@v1", "a/b/c@*"));
  const limited = (repository: object) => () =>
    github(repository).creating(token.githubActionsPermissions, { repository: "shop", ...patterns("a/*") });
  breaks("actions-repository-permissions-plan", "a list in private", limited(privateShop("team")), "409 Conflict");
  passes("actions-repository-permissions-plan", "a list in public", limited(publicShop));

  const updates = (alerts?: object) => {
    const cloud = github();
    const made = alerts && cloud.make(token.githubAlerts, { repository: "shop", ...alerts });
    return { cloud, made, inputs: { repository: "shop", enabled: true } };
  };
  const asked = (alerts?: object) => () => {
    const { cloud, inputs } = updates(alerts);
    return cloud.creating(token.githubDependabotUpdates, inputs);
  };
  const needAlerts = "repository-dependabot-security-updates-alerts";
  breaks(needAlerts, "updates without alerts", asked(), "RepositoryVulnerabilityAlerts");
  breaks(needAlerts, "updates with alerts that are off", asked({ enabled: false }), "RepositoryVulnerabilityAlerts");
  passes(needAlerts, "updates with alerts", asked({}));

  it("has no updates any more when its alerts are switched off", () => {
    const { cloud, made, inputs } = updates({});
    const { id } = cloud.make(token.githubDependabotUpdates, inputs);
    if (made) cloud.delete(made);
    assert.equal(cloud.account.get(token.githubDependabotUpdates, id)?.outputs.enabled, false);
  });

  it("is taken over by whoever declares it next, as what a destroy has left behind is", () => {
    const cloud = github();
    cloud.make(token.githubActionsPermissions, { repository: "shop", allowedActions: "all" });
    cloud.make(token.githubActionsPermissions, { repository: "shop", allowedActions: "local_only" });
    assert.deepEqual(
      cloud.account.all(token.githubActionsPermissions).map(({ outputs }) => outputs.allowedActions),
      ["local_only"],
    );
  });
});
