import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, gitOrFail } from "../../git/git.ts";
import { pushChange } from "../../git/push-change.ts";
import { openRepository } from "../../git/repository.ts";
import { inWorktree } from "../../git/worktree.ts";
import { refuses } from "../support/refuses.ts";

describe("git", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-no-repository-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("is not there in a folder that was only copied, which is told with what makes it one", () =>
    refuses(
      () => openRepository(folder),
      `${folder} is in no git repository: work in a clone (git init makes a new one)`,
    ));

  it("is told so by what asks for the newest commit at once too, and not in git's words", async () => {
    await refuses(
      () => gitOrFail(folder, "rev-parse", "HEAD"),
      `${folder} is in no git repository: work in a clone (git init makes a new one)`,
    );
    await git(folder, "init");
    await refuses(
      () => gitOrFail(folder, "rev-parse", "HEAD"),
      `the repository of ${folder} has no commit yet: make the first one (git add, git commit)`,
    );
  });

  it("has no commit that a shallow clone left out, which is told with what brings it", async () => {
    await git(folder, "init");
    const commit = "0".repeat(40);
    await refuses(
      () => inWorktree(folder, commit, async () => undefined),
      `commit ${commit} cannot be checked out: git fetch --unshallow, or git fetch, brings it`,
    );
  });

  it("keeps branches in folders, which a branch of that name is in the way of", async () => {
    await git(folder, "init", "--initial-branch=main");
    await git(folder, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--allow-empty", "--message", "one");
    const parent = (await git(folder, "rev-parse", "HEAD")) ?? "";
    const change = { branch: "main/rollback", expected: undefined, parent, files: { a: "b" }, message: "two" };
    await assert.rejects(
      pushChange({ top: folder }, change as never),
      /^UserError: git update-ref of branch main\/rollback failed: .*'refs\/heads\/main' exists/,
    );
  });
});
