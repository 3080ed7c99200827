import assert from "node:assert/strict";
import type { BumpResult } from "../../../cli/actions/bump.ts";
import { bumpText } from "../../../cli/texts/bump.ts";

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const result: BumpResult = {
  stack: "staging",
  file: "Pulumi.staging.yaml",
  image: "api",
  repository: "ghcr.io/acme/harbour-api",
  platform: "linux/amd64",
  before: { digest: digest("5"), commit: "1".repeat(40), version: "1.4.2" },
  after: { digest: digest("f"), commit: "2".repeat(40), version: "1.4.3" },
  outcome: { is: "written" },
  next: ['git commit --message "Bump staging: api ffffffffffff" Pulumi.staging.yaml', "pulumi up --stack staging"],
};

/** The text without its last line end, and within its width. */
function lines(more: Partial<BumpResult>): string[] {
  const text = bumpText({ ...result, ...more });
  const all = text.split("\n");
  assert.equal(all.pop(), "");
  assert.ok(
    all.every((line) => line.length <= 100),
    text,
  );
  return all;
}

describe("what bump says", () => {
  it("says who merges a pull request, and GitHub's words where nobody does", () => {
    const proposed = { is: "proposed", branch: "slipway/bump-staging", isNew: true, others: [], leftOut: [] } as const;
    const url = "https://github.com/acme/harbour/pull/7";
    const said = (autoMerge: { is: "waits" } | { is: "refused"; reason: string }) =>
      lines({ outcome: { ...proposed, url, autoMerge }, next: [] })
        .slice(-2)
        .join("\n");
    assert.equal(
      said({ is: "waits" }),
      `opened ${url} (branch slipway/bump-staging), and merges by itself\n  once it has all that its branch needs`,
    );
    assert.match(
      said({ is: "refused", reason: "Auto merge is not allowed" }),
      /does not merge by\n {2}itself: Auto merge is not/,
    );
  });

  it("shows both builds in short, and the commands that come next", () => {
    assert.deepEqual(lines({}), [
      "api of staging, ghcr.io/acme/harbour-api",
      "  before   sha256:555555555555…, built from 111111111111",
      "  now      sha256:ffffffffffff…, built from 222222222222, in its registry for linux/amd64",
      "  version  1.4.2 → 1.4.3",
      "",
      "wrote Pulumi.staging.yaml",
      "",
      "next:",
      '  git commit --message "Bump staging: api ffffffffffff" Pulumi.staging.yaml',
      "  pulumi up --stack staging",
    ]);
  });

  it("says that there is nothing to do, without a next step", () => {
    assert.deepEqual(lines({ before: result.after, outcome: { is: "same" }, next: [] }), [
      "api of staging, ghcr.io/acme/harbour-api",
      "  is       sha256:ffffffffffff…, built from 222222222222",
      "",
      "there is nothing to do: the release says so already",
    ]);
  });

  it("says that nothing was written, where only a look was asked for", () => {
    const { version, ...before } = result.before;
    const shown = lines({ before, after: { digest: digest("f") }, outcome: { is: "shown" }, next: [] });
    assert.deepEqual(shown.slice(1), [
      "  before   sha256:555555555555…, built from 111111111111",
      "  now      sha256:ffffffffffff…, in its registry for linux/amd64",
      "",
      "nothing is written, as --dry-run asks",
    ]);
  });

  it("says what the end of a rollback means, because the schema did not go back with the release", () => {
    assert.deepEqual(lines({ endsRollbackOf: "a".repeat(64), next: [] }).slice(5), [
      "wrote Pulumi.staging.yaml",
      "",
      "this ends the rollback to aaaaaaaaaaaa (release.rollbackOf), so migrations run again where their",
      "  image is another one; the schema is as the release that was left made it, so that build must know",
      "  the migrations of that release",
    ]);
  });

  it("warns of a hotfix without its commit, because the next promotion would be refused for that", () => {
    assert.deepEqual(lines({ lacksCommit: true, next: [] }).slice(7), [
      "without --commit nobody can tell which release contains this build: the gate hotfix refuses the next",
      "  promotion to staging, and only force passes it; run this again with --commit to add it",
    ]);
  });

  it("says where it was pushed, because the file here did not change", () => {
    const pushed = lines({
      outcome: { is: "pushed", branch: "main" },
      next: ["git pull --ff-only"],
      forced: "the site is down",
    });
    assert.deepEqual(pushed.slice(4), [
      "  by force: the site is down",
      "",
      "pushed to main; Pulumi.staging.yaml here is as it was",
      "",
      "next:",
      "  git pull --ff-only",
    ]);
  });

  it("says which pull request it is in, with what, and what left it", () => {
    const url = "https://github.com/acme/harbour/pull/7";
    const branch = "slipway/bump-staging";
    const proposed = { is: "proposed", branch, url, isNew: false, others: ["web"], leftOut: ["worker"] } as const;
    assert.deepEqual(lines({ outcome: proposed, next: [] }).slice(5), [
      "updated https://github.com/acme/harbour/pull/7 (branch slipway/bump-staging)",
      "it bumps web of staging too",
      "worker left it: the default branch has another build by now",
    ]);
    const alone = { ...proposed, isNew: true, others: [], leftOut: [] };
    assert.deepEqual(lines({ outcome: alone, next: [] }).slice(5), [
      "opened https://github.com/acme/harbour/pull/7 (branch slipway/bump-staging)",
    ]);
  });
});
