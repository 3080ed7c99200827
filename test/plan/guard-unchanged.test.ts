import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Baseline } from "../../plan/guard-baseline.ts";
import { isUnchanged } from "../../plan/guard-unchanged.ts";

describe("whether there is anything to compare", () => {
  let folder: string;
  let baseline: Baseline;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  const file = () => join(folder, "Pulumi.production.yaml");
  const unchanged = (more: Partial<Baseline> = {}) => isUnchanged(folder, file(), { ...baseline, ...more });

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-guard-"));
    git("init", "--quiet", "--initial-branch", "main");
    writeFileSync(file(), "config:\n  slipway:app:\n    name: shop\n");
    git("add", "--all");
    git("commit", "--quiet", "--message", "one");
    baseline = { commit: git("rev-parse", "HEAD"), why: "asked for" };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is told of a tree that is what it was", async () => {
    assert.equal(await unchanged(), true);
    assert.equal(await unchanged({ config: { "slipway:app": { name: "shop" } } }), true);
  });

  it("counts what is not committed, and what git does not know yet", async () => {
    writeFileSync(join(folder, "new.ts"), "");
    assert.equal(await unchanged(), false);
    rmSync(join(folder, "new.ts"));
    writeFileSync(file(), "config:\n  slipway:app:\n    name: store\n");
    assert.equal(await unchanged(), false);
  });

  it("counts what the last update was configured with, and that its program was not quite the commit's", async () => {
    assert.equal(await unchanged({ config: { "slipway:app": { name: "store" } } }), false);
    assert.equal(await unchanged({ isDirty: true }), false);
  });
});
