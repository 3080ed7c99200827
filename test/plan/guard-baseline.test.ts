import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { baselineOf } from "../../plan/guard-baseline.ts";

const noPulumi = () =>
  Promise.reject(new Error("pulumi stack history failed: no stack named 'production' found\nmore"));

describe("what a change is compared with", () => {
  let folder: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
      cwd: folder,
      encoding: "utf8",
    }).trim();
  const commit = (text: string): string => {
    writeFileSync(join(folder, "file"), text);
    git("add", "--all");
    git("commit", "--quiet", "--message", text);
    return git("rev-parse", "HEAD");
  };
  const history =
    (...entries: object[]) =>
    () =>
      Promise.resolve(JSON.stringify(entries));
  const update = (head: string | undefined, own: object = {}) => ({
    kind: "update",
    result: "succeeded",
    startTime: "2026-11-21T15:00:00.000Z",
    environment: { ...(head !== undefined && { "git.head": head }), "git.dirty": "false" },
    config: {
      "slipway:app": { value: "{}", objectValue: { name: "shop" }, secret: false },
      "slipway:environment": { value: "{}", objectValue: { profile: "production" }, secret: false },
      "slipway:secrets": { value: "[secret]", objectValue: {}, secret: true },
      "aws:region": { value: "eu-north-1", secret: false },
    },
    ...own,
  });

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-guard-"));
    git("init", "--quiet", "--initial-branch", "main");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is the commit that is asked for, and Pulumi is not asked", async () => {
    const first = commit("one");
    commit("two");
    const never = () => assert.fail("pulumi was asked");
    assert.deepEqual(await baselineOf(folder, never, "HEAD~1"), { commit: first, why: "asked for" });
  });

  it("is the last update that ended well, with what it was configured with but its secrets", async () => {
    const first = commit("one");
    const second = commit("two");
    const failed = update(second, { result: "failed" });
    const refresh = update(second, { kind: "refresh" });
    assert.deepEqual(await baselineOf(folder, history(refresh, failed, update(first)), undefined), {
      commit: first,
      why: "the last update, of 2026-11-21T15:00:00.000Z",
      config: { "slipway:app": { name: "shop" }, "slipway:environment": { profile: "production" } },
    });
  });

  it("says when that update was of more than its commit", async () => {
    const first = commit("one");
    const dirty = update(first, { environment: { "git.head": first, "git.dirty": "true" } });
    const { why } = await baselineOf(folder, history(dirty), undefined);
    assert.equal(why, "the last update, of 2026-11-21T15:00:00.000Z, with changes to it that were never committed");
  });

  it("is where the branch began when Pulumi cannot be asked, as in a pull request, and says so", async () => {
    const first = commit("one");
    git("checkout", "--quiet", "-b", "change");
    commit("two");
    assert.deepEqual(await baselineOf(folder, noPulumi, undefined), {
      commit: first,
      why: "where this branch left main (of the last update nothing is known: pulumi stack history failed: no stack named 'production' found)",
    });
    const empty = await baselineOf(folder, history(), undefined);
    assert.match(empty.why, /nothing is known: no update of this stack has ended well yet\)$/);
    const elsewhere = await baselineOf(folder, history(update(undefined)), undefined);
    assert.match(elsewhere.why, /nothing is known: the last update was not made from a git repository\)$/);
  });

  it("cannot be a commit that this clone does not have", async () => {
    commit("one");
    const gone = "0123456789012345678901234567890123456789";
    const message = (name: string) =>
      `this clone has no commit ${name}: fetch it (git fetch --unshallow), or name another one with --from`;
    await assert.rejects(baselineOf(folder, noPulumi, "--all"), { message: message("--all") });
    await assert.rejects(baselineOf(folder, history(update(gone)), undefined), { message: message(gone) });
  });

  it("has to be named where there is no branch that this one left", async () => {
    commit("one");
    git("branch", "--move", "trunk");
    await assert.rejects(baselineOf(folder, noPulumi, undefined), {
      message:
        "there is no commit to compare with: of the last update nothing is known (pulumi stack history failed: no stack named 'production' found), " +
        "and there is none of origin/HEAD, origin/main, main, origin/master, master that this branch left: name a commit with --from",
    });
  });

  it("is nothing outside of a git repository", async () => {
    rmSync(join(folder, ".git"), { recursive: true });
    await assert.rejects(baselineOf(folder, noPulumi, undefined), {
      message: "what is compared is an earlier commit, and this is no git repository: work in a clone",
    });
  });
});
