import assert from "node:assert/strict";
import { invokeOffline } from "../../plan/invokes.ts";
import { githubId, immutablePrefix } from "../../sandbox/github-answers.ts";
import { invoke } from "../../sandbox/invokes.ts";
import type { Values } from "../../sandbox/model.ts";
import { emptyWorld } from "../../sandbox/world.ts";
import { worldRepository } from "../../sandbox/world-github.ts";

const world = emptyWorld({
  repositories: [
    worldRepository("acme/shop"),
    worldRepository({ name: "acme/new", visibility: "public", oidc: "immutable", settings: { hasWiki: false } }),
    worldRepository({ name: "acme/own", customSubject: ["repo", "context", "job_workflow_ref"] }),
  ],
  users: ["jo"],
  teams: ["acme/platform", "other/release"],
});

const ask = (name: string, args: Values) =>
  invoke(`github:index/${name}:${name}`, args, { world, accountId: "acme", region: "github" });
const subject = (name: string) => {
  const { body } = ask("getRestApi", { endpoint: `repos/acme/${name}/actions/oidc/customization/sub` });
  return JSON.parse(String(body));
};

describe("what the sandbox's GitHub is asked", () => {
  it("gives a repository the number that its resource has, by its full name or by its own", () => {
    assert.equal(ask("getRepository", { fullName: "acme/shop" }).repoId, githubId("repository", "acme/Shop"));
    assert.equal(ask("getRepository", { name: "shop" }).fullName, "acme/shop");
  });

  it("shows a repository as the world has it, and else as GitHub makes one", () => {
    const { visibility, private: isPrivate, hasWiki, hasIssues, defaultBranch } = ask("getRepository", { name: "new" });
    assert.deepEqual(
      { visibility, isPrivate, hasWiki, hasIssues, defaultBranch },
      { visibility: "public", isPrivate: false, hasWiki: false, hasIssues: true, defaultBranch: "main" },
    );
  });

  it("gives the numbers of users and teams as text, as the provider does", () => {
    assert.equal(ask("getUser", { username: "Jo" }).id, String(githubId("user", "jo")));
    assert.equal(ask("getTeam", { slug: "platform" }).id, String(githubId("team", "acme/platform")));
  });

  it("says how subjects begin only where GitHub puts numbers into them", () => {
    assert.deepEqual(subject("shop"), { use_default: true });
    assert.deepEqual(subject("new"), {
      use_default: true,
      use_immutable_subject: true,
      sub_claim_prefix: `repo:acme@${githubId("owner", "acme")}/new@${githubId("repository", "acme/new")}`,
    });
  });

  it("tells of claims that somebody has put into the subjects", () => {
    assert.deepEqual(subject("own"), {
      use_default: false,
      include_claim_keys: ["repo", "context", "job_workflow_ref"],
    });
  });

  it("names the line of the world that is missing, since GitHub says no more than 404", () => {
    const lacking = (name: string, args: Values, line: string) =>
      assert.throws(() => ask(name, args), {
        message: new RegExp(`^404 Not Found: .*world\\.yaml:\n.*\n.*- ${line}$`),
      });
    lacking("getRepository", { fullName: "acme/other" }, "acme/other");
    lacking("getUser", { username: "kim" }, "kim");
    lacking("getTeam", { slug: "release" }, "acme/release");
    lacking("getRestApi", { endpoint: "repos/acme/other/actions/oidc/customization/sub" }, "acme/other");
  });

  it("refuses any other address, so that nothing is made up", () => {
    assert.throws(
      () => ask("getRestApi", { endpoint: "repos/acme/shop/topics" }),
      /add it to sandbox\/invokes-github\.ts/,
    );
  });

  it("is answered in a plan without asking, with the same number of a repository", () => {
    const place = { accountId: "111111111111", region: "eu-north-1" };
    const offline = (name: string, args: Values) => invokeOffline(`github:index/${name}:${name}`, args, place);
    assert.equal(
      offline("getRepository", { fullName: "acme/shop" }).repoId,
      ask("getRepository", { name: "shop" }).repoId,
    );
    assert.equal(offline("getUser", { username: "jo" }).id, ask("getUser", { username: "jo" }).id);
    assert.match(String(offline("getTeam", { slug: "platform" }).id), /^\d+$/);
    assert.deepEqual(JSON.parse(String(offline("getRestApi", { endpoint: "any" }).body)), { use_default: true });
  });

  it("writes the new subjects as GitHub announced them", () => {
    assert.match(immutablePrefix("acme/shop"), /^repo:acme@\d+\/shop@\d+$/);
  });
});
