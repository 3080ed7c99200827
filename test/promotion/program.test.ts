import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { programAt, programDifference } from "../../promotion/program.ts";

describe("the program at a commit", () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  const commit = (files: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "change");
    return git("rev-parse", "HEAD");
  };

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-program-"));
    git("init", "--quiet", "--initial-branch", "main");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the hash of git's own lines of its files and folders, so that git alone can confirm it", async () => {
    const head = commit({ "index.ts": "1", "components/a/b.ts": "2", "docs/page.md": "3", "package.json": "{}" });
    const lines = git("ls-tree", "-z", "HEAD", "index.ts", "components", "package.json");
    assert.equal(await programAt(folder, head), createHash("sha256").update(lines).digest("hex"));
  });

  it("changes with what is run or deployed, and not with docs, tests or stack files", async () => {
    const first = commit({ "index.ts": "1", "components/web.ts": "1" });
    const second = commit({ "docs/page.md": "1", "test/a.ts": "1", "Pulumi.staging.yaml": "1", "cli/a.ts": "1" });
    const third = commit({ "components/deep/down.ts": "1" });
    assert.equal(await programAt(folder, second), await programAt(folder, first));
    assert.notEqual(await programAt(folder, third), await programAt(folder, second));
    assert.deepEqual(await programDifference(folder, first, second), []);
    assert.deepEqual(await programDifference(folder, second, third), ["components/deep/down.ts"]);
  });

  it("of a name is looked up each time, since HEAD moves", async () => {
    commit({ "index.ts": "1" });
    const before = await programAt(folder, "HEAD");
    const head = commit({ "index.ts": "2" });
    assert.notEqual(await programAt(folder, "HEAD"), before);
    assert.equal(await programAt(folder, "HEAD"), await programAt(folder, head));
  });

  it("has every part of it in its hash", async () => {
    const parts = ["index.ts", "overrides.ts", "Pulumi.yaml", "package.json", "package-lock.json", ".npmrc"];
    const folders = ["components", "config", "lib", "cloud", "program", "functions"].map((name) => `${name}/a.ts`);
    const commits = [commit({ "index.ts": "0" }), ...[...parts, ...folders].map((path) => commit({ [path]: "1" }))];
    const programs = await Promise.all(commits.slice(1).map((one) => programAt(folder, one)));
    assert.equal(new Set(programs).size, programs.length);
    assert.deepEqual(
      await programDifference(folder, commits[0] ?? "", commits.at(-1) ?? ""),
      [...parts, ...folders].sort(),
    );
  });

  it("is the same in a folder of a repository and in a worktree, since where a checkout is does not matter", async () => {
    const atTop = await programAt(folder, commit({ "index.ts": "1", "lib/a.ts": "1" }));
    const below = commit({ "infra/index.ts": "1", "infra/lib/a.ts": "1", "index.ts": "another" });
    assert.equal(await programAt(join(folder, "infra"), below), atTop);
    // In the repository's own folder, so that it is never added.
    git("worktree", "add", "--quiet", "--detach", join(folder, ".git", "tree"), below);
    assert.equal(await programAt(join(folder, ".git", "tree", "infra"), below), atTop);
    const later = commit({ "infra/lib/a.ts": "2", "lib/a.ts": "2" });
    assert.deepEqual(await programDifference(join(folder, "infra"), below, later), ["lib/a.ts"]);
  });

  it("is refused for a commit that is not there, with the way to fetch it, as in the clone of a workflow", async () => {
    const head = commit({ "index.ts": "1" });
    const gone = "0123456789012345678901234567890123456789";
    const message = new RegExp(`^commit ${gone} is not in this clone: git fetch --unshallow, or git fetch, brings it$`);
    await assert.rejects(programAt(folder, gone), { name: "UserError", message });
    await assert.rejects(programDifference(folder, head, gone), { name: "UserError", message });
    await assert.rejects(programAt(folder, "--all"), { name: "UserError" });
  });

  it("is refused for a commit without one, because nothing would have the hash of everything", async () => {
    const head = commit({ "docs/page.md": "1" });
    await assert.rejects(programAt(folder, head), { message: `commit ${head} has no program in ${folder}` });
  });
});
