import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pushChange } from "../../git/push-change.ts";
import { openRepository } from "../../git/repository.ts";
import { Clones, commitFile, gitIn } from "./clones.ts";

describe("a change that is put onto a branch", () => {
  let clones: Clones;
  let mine: string;
  const change = { branch: "change", expected: undefined, files: { "a/new file": "text\n" }, message: "A change\n" };
  const atRemote = (...args: string[]) => gitIn(clones.remote, ...args);

  beforeEach(() => {
    clones = new Clones();
    mine = clones.clone("mine");
  });
  afterEach(() => clones.remove());

  it("follows its parent and differs from it in its files alone", async () => {
    const parent = gitIn(mine, "rev-parse", "HEAD");
    assert.equal(await pushChange(await openRepository(mine), { ...change, parent }), "pushed");
    assert.equal(atRemote("rev-parse", "change~1"), parent);
    assert.equal(atRemote("diff", "--name-status", parent, "change"), "A\ta/new file");
    assert.equal(atRemote("show", "change:a/new file"), "text");
    assert.equal(atRemote("log", "-1", "--format=%B", "change"), "A change");
  });

  it("begins a branch that shares nothing with the others where it has no parent", async () => {
    assert.equal(await pushChange(await openRepository(mine), { ...change, parent: undefined }), "pushed");
    assert.equal(atRemote("rev-list", "--count", "change"), "1");
    assert.equal(atRemote("ls-tree", "-r", "--name-only", "change"), "a/new file");
  });

  it("leaves the working tree, the index, the branch and the stash of the user as they were", async () => {
    writeFileSync(join(mine, "staged"), "staged");
    gitIn(mine, "add", "staged");
    writeFileSync(join(mine, "Pulumi.staging.yaml"), "config: {a: b}\n");
    const index = join(mine, ".git", "index");
    const before = [readFileSync(index), gitIn(mine, "status", "--porcelain"), gitIn(mine, "for-each-ref")];
    const parent = gitIn(mine, "rev-parse", "HEAD");
    await pushChange(await openRepository(mine), { ...change, branch: "elsewhere", parent });
    const after = [readFileSync(index), gitIn(mine, "status", "--porcelain"), gitIn(mine, "for-each-ref")];
    // What git itself writes down of a push is the remote's branch.
    assert.deepEqual([after[0], after[1]], [before[0], before[1]]);
    assert.deepEqual(
      `${after[2]}`.split("\n").filter((line) => !line.includes("origin/elsewhere")),
      `${before[2]}`.split("\n"),
    );
  });

  it("is lost when the branch is not where it is expected, and the branch stays", async () => {
    const repository = await openRepository(mine);
    await pushChange(repository, { ...change, parent: undefined });
    const tip = atRemote("rev-parse", "change");
    const other = { ...change, message: "Another change\n" };
    assert.equal(await pushChange(repository, { ...other, parent: undefined }), "lost", "it is there already");
    const elsewhere = gitIn(mine, "rev-parse", "HEAD");
    assert.equal(await pushChange(repository, { ...other, expected: elsewhere, parent: elsewhere }), "lost");
    assert.equal(atRemote("rev-parse", "change"), tip);
  });

  it("replaces what it expects, even where it does not follow it", async () => {
    const repository = await openRepository(mine);
    await pushChange(repository, { ...change, parent: undefined });
    const expected = atRemote("rev-parse", "change");
    const parent = gitIn(mine, "rev-parse", "HEAD");
    assert.equal(await pushChange(repository, { ...change, expected, parent }), "pushed");
    assert.equal(atRemote("rev-parse", "change~1"), parent);
  });

  it("fails with the remote's words where the remote does not want it, because trying again would not help", async () => {
    const hook = join(clones.remote, "hooks", "pre-receive");
    writeFileSync(hook, "#!/bin/sh\necho 'this branch is protected' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    // The tests' own git may have its hooks switched off everywhere.
    gitIn(clones.remote, "config", "core.hooksPath", join(clones.remote, "hooks"));
    await assert.rejects(
      pushChange(await openRepository(mine), { ...change, parent: undefined }),
      /git push to branch change of origin failed: .*pre-receive hook declined.*this branch is protected/s,
    );
  });

  it("fails where a branch has the name of the folder that it would be in, because that is no race and stays so", async () => {
    gitIn(mine, "push", "--quiet", "origin", "HEAD:refs/heads/slipway");
    const inTheWay = { ...change, branch: "slipway/promote-production", parent: undefined };
    await assert.rejects(pushChange(await openRepository(mine), inTheWay), /'refs\/heads\/slipway' exists/);
    const alone = clones.alone("alone");
    gitIn(alone, "branch", "slipway");
    await assert.rejects(pushChange(await openRepository(alone), inTheWay), /'refs\/heads\/slipway' exists/);
  });

  it("leaves tags at home, also where the user's own pushes take them along", async () => {
    gitIn(mine, "config", "push.followTags", "true");
    gitIn(mine, "tag", "--annotate", "--message", "mine", "v9");
    await pushChange(await openRepository(mine), { ...change, parent: gitIn(mine, "rev-parse", "HEAD") });
    assert.equal(atRemote("tag"), "");
  });

  it("runs no hook of the clone, which may print, refuse, or change what is pushed", async () => {
    for (const name of ["pre-push", "reference-transaction", "pre-commit", "post-commit"]) {
      const hook = join(mine, ".git", "hooks", name);
      writeFileSync(hook, "#!/bin/sh\nexit 1\n");
      chmodSync(hook, 0o755);
    }
    assert.equal(await pushChange(await openRepository(mine), { ...change, parent: undefined }), "pushed");
  });

  it("is by whom git knows, and by slipway where git knows nobody", async () => {
    const repository = await openRepository(mine);
    gitIn(mine, "config", "user.name", "Ada");
    gitIn(mine, "config", "user.email", "ada@example.com");
    await pushChange(repository, { ...change, parent: undefined });
    assert.equal(atRemote("log", "-1", "--format=%an <%ae>", "change"), "Ada <ada@example.com>");
    for (const key of ["user.name", "user.email"]) gitIn(mine, "config", key, "");
    await pushChange(repository, { ...change, branch: "other", parent: undefined });
    assert.equal(atRemote("log", "-1", "--format=%an <%ae>", "other"), "slipway <slipway@localhost>");
  });

  describe("of a clone without a remote", () => {
    it("goes to the local branch, by compare and swap too", async () => {
      const alone = clones.alone("alone");
      const repository = await openRepository(alone);
      assert.equal(await pushChange(repository, { ...change, parent: undefined }), "pushed");
      const tip = gitIn(alone, "rev-parse", "change");
      assert.equal(await pushChange(repository, { ...change, message: "Another\n", parent: undefined }), "lost");
      const moved = commitFile(alone, "b", "b");
      assert.equal(await pushChange(repository, { ...change, expected: moved, parent: moved }), "lost");
      assert.equal(gitIn(alone, "rev-parse", "change"), tip);
      assert.equal(await pushChange(repository, { ...change, expected: tip, parent: tip }), "pushed");
      assert.equal(gitIn(alone, "rev-parse", "change~1"), tip);
    });
  });
});
