import assert from "node:assert/strict";
import { deployClaims, previewClaims, subjectPrefixes } from "../../components/oidc-identity.ts";

describe("the subjects of GitHub's tokens", () => {
  it("are trusted in both forms once GitHub names the second, so that a change-over stops nobody", () => {
    const answer = JSON.stringify({ use_default: true, sub_claim_prefix: "repo:acme@1/shop@42" });
    assert.deepEqual(subjectPrefixes("acme/shop", answer), ["repo:acme/shop", "repo:acme@1/shop@42"]);
  });

  it("have one form where GitHub names the old one or none, as a server of its own does", () => {
    const answers = ['{"use_default":true}', '{"use_default":true,"sub_claim_prefix":"repo:acme/shop"}', ""];
    for (const answer of answers) {
      assert.deepEqual(subjectPrefixes("acme/shop", answer), ["repo:acme/shop"]);
    }
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
