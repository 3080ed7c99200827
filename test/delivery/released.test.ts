import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releasedDigests } from "../../delivery/images/released.ts";
import { openRepository } from "../../git/repository.ts";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

describe("the digests that were ever released", () => {
  let top: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], { cwd: top, stdio: "pipe" });
  const commit = (file: string, text: string) => {
    writeFileSync(join(top, file), text);
    git("add", ".");
    git("commit", "-qm", "change");
  };

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "slipway-released-"));
    git("init", "-q", "-b", "main");
    commit("Pulumi.staging.yaml", `api: ${digest("a")}\n`);
  });
  afterEach(() => rmSync(top, { recursive: true }));

  it("are those of every commit of every branch: what a rollback could restore is not the newest", async () => {
    commit("Pulumi.staging.yaml", `api: ${digest("b")}\n`);
    git("switch", "-qc", "slipway/promote-production");
    commit("Pulumi.production.yaml", `api: ${digest("c")}\n`);
    git("switch", "-q", "main");
    commit("README.md", `no stack file: ${digest("d")}\n`);
    const found = await releasedDigests(await openRepository(top), top);
    assert.deepEqual([...found].toSorted(), [digest("a"), digest("b"), digest("c")]);
  });

  it("are those of a stack file that has moved since, as into a folder of the app's repository", async () => {
    git("mv", "Pulumi.staging.yaml", "Pulumi.old.yaml");
    git("rm", "-q", "--cached", "Pulumi.old.yaml");
    mkdirSync(join(top, "deploy"));
    commit("deploy/Pulumi.staging.yaml", `api: ${digest("b")}\n`);
    rmSync(join(top, "Pulumi.old.yaml"));
    const found = await releasedDigests(await openRepository(top), join(top, "deploy"));
    assert.deepEqual([...found].toSorted(), [digest("a"), digest("b")]);
  });

  it("are also what a file says that nobody has committed yet", async () => {
    writeFileSync(join(top, "Pulumi.staging.yaml"), `api: ${digest("e")}\n`);
    assert.ok((await releasedDigests(await openRepository(top), top)).has(digest("e")));
  });

  it("are not told of a clone that has only some commits, since what it does not know would be deleted", async () => {
    commit("Pulumi.staging.yaml", `api: ${digest("b")}\n`);
    const shallow = mkdtempSync(join(tmpdir(), "slipway-shallow-"));
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${top}`, shallow], { stdio: "pipe" });
    await assert.rejects(releasedDigests(await openRepository(shallow), shallow), /fetch-depth: 0/);
    rmSync(shallow, { recursive: true });
  });
});
