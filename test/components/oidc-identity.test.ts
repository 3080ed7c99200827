import assert from "node:assert/strict";
import { deployClaims, previewClaims, repositoryNumber, subjectPrefixes } from "../../components/oidc-identity.ts";

describe("GitHub's number of a repository", () => {
  const shop = { fullName: "acme/shop", visibility: "private" } as const;

  it("is what a token of it has", () => {
    assert.equal(repositoryNumber(shop, { fullName: "acme/shop", repoId: 42, visibility: "internal" }), "42");
  });

  it("is not made up where the token sees no repository: the roles would trust no job any more", () => {
    for (const nothing of [{}, { fullName: "acme/shop", repoId: 0 }]) {
      assert.throws(() => repositoryNumber(shop, nothing), {
        message:
          "GitHub shows no repository acme/shop: correct app.delivery, or give whoever runs this a token that sees it " +
          "(GITHUB_TOKEN, or `gh auth login`)",
      });
    }
  });

  it("is refused where GitHub spells the name otherwise, since AWS compares subjects by the letter", () => {
    for (const spelt of ["acme/shop", "acme/store"]) {
      assert.throws(() => repositoryNumber({ ...shop, fullName: "Acme/Shop" }, { fullName: spelt, repoId: 42 }), {
        message: `GitHub calls the repository Acme/Shop now ${spelt}: write that in app.delivery, because AWS compares it by the letter`,
      });
    }
  });

  it("is refused where everybody sees it, or not, other than the configuration says: GitHub would refuse half of it midway", () => {
    const found = { fullName: "acme/shop", repoId: 42, visibility: "private" };
    assert.throws(() => repositoryNumber({ ...shop, visibility: "public" }, found), {
      message:
        "acme/shop is private on GitHub, and public in app.delivery: correct its visibility there, because what GitHub can do " +
        "for it depends on that",
    });
  });
});

describe("the subjects of GitHub's tokens", () => {
  const told = (body: string) => ({ code: 200, body });

  it("are trusted in both forms once GitHub names the second, so that a change-over stops nobody", () => {
    const answer = JSON.stringify({ use_default: true, sub_claim_prefix: "repo:acme@1/shop@42" });
    assert.deepEqual(subjectPrefixes("acme/shop", told(answer)), ["repo:acme/shop", "repo:acme@1/shop@42"]);
  });

  it("have one form where GitHub names the old one or none, as a server of its own does", () => {
    const answers = ['{"use_default":true}', '{"use_default":true,"sub_claim_prefix":"repo:acme/shop"}', ""];
    for (const answer of answers) {
      assert.deepEqual(subjectPrefixes("acme/shop", told(answer)), ["repo:acme/shop"]);
    }
  });

  it("are not guessed where the token may not look, since jobs with the second form would be shut out", () => {
    assert.throws(() => subjectPrefixes("acme/shop", { code: 404, body: '{"message":"Not Found"}' }), {
      message:
        "GitHub does not say how it signs for jobs of acme/shop (status 404): give whoever runs this a token that may " +
        'read "Actions" of it',
    });
  });

  it("that may deploy are those of the environments, or of the branches where a repository has no environment", () => {
    const branches = ["main", "hotfix"];
    assert.deepEqual(deployClaims("staging", { gate: "environment", branches }), [
      "environment:staging",
      "environment:staging-rollback",
    ]);
    assert.deepEqual(deployClaims("staging", { gate: "branch", branches }), [
      "ref:refs/heads/main",
      "ref:refs/heads/hotfix",
    ]);
  });

  it("that may look are those of pull requests and of the branch that drift is looked for on", () => {
    assert.deepEqual(previewClaims("main"), ["pull_request", "ref:refs/heads/main"]);
  });
});
