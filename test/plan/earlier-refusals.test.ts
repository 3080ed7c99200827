import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { earlierPlan } from "../../plan/guard-earlier.ts";
import { refuses } from "../support/refuses.ts";

describe("the plan of an earlier commit", () => {
  let root: string;
  const commit = "-c user.name=a -c user.email=a@b.c commit --quiet --allow-empty --message one".split(" ");

  beforeEach(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "slipway-earlier-"));
    execFileSync("git", ["init", "--quiet"], { cwd: root });
    writeFileSync(join(root, "Pulumi.staging.yaml"), "config: {}\n");
    execFileSync("git", ["add", "."], { cwd: root });
    execFileSync("git", commit, { cwd: root });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const earlier = (file: string) =>
    earlierPlan(root, file, {
      commit: execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).trim(),
      why: "",
    });

  it("is not looked for of a stack file outside, which had no earlier program", () =>
    refuses(
      () => earlier("/elsewhere/Pulumi.staging.yaml"),
      "/elsewhere/Pulumi.staging.yaml is not in the repository of slipway, so there is no earlier one: move it there",
    ));

  it("that git cannot check out is told with the command that shows why", async () => {
    // A place that git cannot write its working trees to.
    rmSync(join(root, ".git", "worktrees"), { recursive: true, force: true });
    writeFileSync(join(root, ".git", "worktrees"), "in the way");
    await assert.rejects(
      earlier(join(root, "Pulumi.staging.yaml")),
      /^UserError: git cannot check out [0-9a-f]{40} into \S+: try `git worktree add --detach \S+ [0-9a-f]{40}`$/,
    );
  });

  it("in another form than this one's cannot be compared", async () => {
    writeFileSync(join(root, "package.json"), '{"type": "module"}');
    execFileSync("mkdir", ["cli"], { cwd: root });
    writeFileSync(join(root, "cli", "slipway.mjs"), 'process.stdout.write("{}")');
    execFileSync("git", ["add", "."], { cwd: root });
    execFileSync("git", commit, { cwd: root });
    await refuses(
      () => earlier(join(root, "Pulumi.staging.yaml")),
      "the plan of that commit has another form than this one's: name another commit with --from",
    );
  });
});
