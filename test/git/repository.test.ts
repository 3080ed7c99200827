import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gitOrFail } from "../../git/git.ts";
import { defaultBranch, dirtyFiles, fetched, isClean, openRepository, textAt } from "../../git/repository.ts";
import { Clones, commitFile, gitIn } from "./clones.ts";

describe("a clone", () => {
  let clones: Clones;
  let mine: string;
  beforeEach(() => {
    clones = new Clones();
    mine = clones.clone("mine");
  });
  afterEach(() => clones.remove());

  it("is opened at its top from any folder in it, with the remote that counts", async () => {
    mkdirSync(join(mine, "examples", "shop"), { recursive: true });
    const opened = { top: mine, remote: "origin" };
    assert.deepEqual(await openRepository(join(mine, "examples", "shop")), opened);
    gitIn(mine, "remote", "add", "fork", "https://fork.invalid/x.git");
    assert.deepEqual(await openRepository(mine), opened);
    gitIn(mine, "remote", "remove", "origin");
    assert.deepEqual(await openRepository(mine), { top: mine, remote: "fork" });
    gitIn(mine, "remote", "add", "other", "https://other.invalid/x.git");
    assert.deepEqual(await openRepository(mine), { top: mine }, "of two remotes none is meant");
  });

  it("is asked for where there is none, because nothing can be written down then", async () => {
    const outside = mkdtempSync(join(realpathSync(tmpdir()), "slipway-no-clone-"));
    try {
      await assert.rejects(openRepository(outside), /is in no git repository: work in a clone/);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it("says why git does not work in a folder, which is another thing than no repository", async () => {
    gitIn(mine, "config", "core.repositoryFormatVersion", "99");
    await assert.rejects(openRepository(mine), /^UserError: git cannot work in .*mine: .*repo version/);
  });

  it("names what is not committed, new files too, since Pulumi calls that dirty as well", async () => {
    const repository = await openRepository(mine);
    assert.equal(await isClean(repository), true);
    writeFileSync(join(mine, "Pulumi.staging.yaml"), "config: {a: b}\n");
    writeFileSync(join(mine, "näw file"), "");
    assert.deepEqual((await dirtyFiles(repository)).sort(), ["Pulumi.staging.yaml", "näw file"]);
    assert.equal(await isClean(repository), false);
  });

  it("takes the default branch from the remote, and the usual name where it has none", async () => {
    assert.equal(await defaultBranch(await openRepository(mine)), "main");
    gitIn(clones.remote, "branch", "trunk", "main");
    gitIn(clones.remote, "symbolic-ref", "HEAD", "refs/heads/trunk");
    assert.equal(await defaultBranch(await openRepository(mine)), "trunk");
    assert.equal(await defaultBranch(await openRepository(clones.alone("alone"))), "main");
  });

  it("gives the commit of a branch as it is at the remote now, and moves no branch of its own for it", async () => {
    const repository = await openRepository(mine);
    const before = gitIn(mine, "for-each-ref");
    const newer = commitFile(clones.clone("yours"), "new", "text without an end");
    gitIn(join(clones.folder, "yours"), "push", "--quiet", "origin", "HEAD:main");
    assert.equal(await fetched(repository, "main"), newer);
    assert.equal(await textAt(repository, newer, "new"), "text without an end", "it is here");
    assert.equal(gitIn(mine, "for-each-ref"), before);
    assert.equal(await fetched(repository, "not-there"), undefined);
  });

  it("gives what a branch was reset to, not what it was before", async () => {
    const repository = await openRepository(mine);
    const yours = clones.clone("yours");
    const first = commitFile(yours, "one", "1");
    gitIn(yours, "push", "--quiet", "origin", "HEAD:change");
    assert.equal(await fetched(repository, "change"), first);
    gitIn(yours, "reset", "--quiet", "--hard", "HEAD~1");
    const second = commitFile(yours, "two", "2");
    gitIn(yours, "push", "--quiet", "--force", "origin", "HEAD:change");
    assert.equal(await fetched(repository, "change"), second);
  });

  it("takes no branch for another one whose whole name ends like its own, or anybody could put records in its place", async () => {
    const repository = await openRepository(mine);
    const real = commitFile(mine, "real", "1");
    gitIn(mine, "push", "--quiet", "origin", "HEAD:refs/heads/slipway-releases");
    commitFile(mine, "forged", "1");
    gitIn(mine, "push", "--quiet", "origin", "HEAD:refs/heads/refs/heads/slipway-releases");
    assert.equal(await fetched(repository, "slipway-releases"), real);
    gitIn(mine, "push", "--quiet", "origin", "HEAD:refs/heads/refs/heads/other");
    assert.equal(await fetched(repository, "other"), undefined);
  });

  it("says that a remote cannot be asked, rather than answer with what was so some time ago", async () => {
    const repository = await openRepository(mine);
    await fetched(repository, "main");
    rmSync(clones.remote, { recursive: true });
    await assert.rejects(
      fetched(repository, "main"),
      /the remote origin cannot be asked, so nothing is known for sure: .*remote\.git/,
    );
  });

  it("gives a text with every byte of it, and nothing for a file that was not there", async () => {
    const repository = await openRepository(mine);
    const commit = commitFile(mine, "spaces", "\n  a: ä\r\n\n\n");
    assert.equal(await textAt(repository, commit, "spaces"), "\n  a: ä\r\n\n\n");
    assert.equal(await textAt(repository, commit, "missing"), undefined);
  });

  it("tells a failure in git's words, without the credentials of an address", async () => {
    const address = "https://someone:secret-token@127.0.0.1:1/x.git";
    await assert.rejects(gitOrFail(mine, "ls-remote", address), ({ message }: Error) => {
      assert.match(message, /^git ls-remote failed: .*https:\/\/127\.0\.0\.1:1\/x\.git/s);
      return !message.includes("secret-token");
    });
  });
});
