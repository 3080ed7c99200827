import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { versionOf } from "../../cli/actions/version.ts";
import { slipway } from "../support/slipway.ts";

describe("slipway --version", () => {
  const root = mkdtempSync(join(tmpdir(), "version-"));
  const folder = join(root, "infra");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=ada", "-c", "user.email=ada@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  before(() => {
    mkdirSync(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "1.2.3" }));
  });
  after(() => rmSync(root, { recursive: true }));

  it("is that of the package, wherever it is run", async () => {
    const { code, stdout } = await slipway(["--version"], tmpdir());
    assert.equal(code, 0);
    assert.match(stdout, /^slipway \d+\.\d+\.\d+(, commit [0-9a-f]{7,} of \d{4}-\d\d-\d\d.*)?\n$/);
  });

  it("says nothing of a commit where the repository around it does not have it", async () => {
    assert.equal(await versionOf(folder), "1.2.3");
    git("init", "--quiet");
    git("commit", "--quiet", "--allow-empty", "--message", "something else");
    assert.equal(await versionOf(folder), "1.2.3");
  });

  it("names the commit, by which one knows what one has, and whether something was changed since", async () => {
    git("add", "package.json");
    git("commit", "--quiet", "--message", "slipway");
    const commit = git("log", "-1", "--format=%h of %cs");
    assert.equal(await versionOf(folder), `1.2.3, commit ${commit}`);
    writeFileSync(join(folder, "overrides.ts"), "");
    const changed = `1.2.3, commit ${commit}, with changes that are not committed`;
    assert.equal(await versionOf(folder), changed);
  });
});
