import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GuardResult } from "../../cli/actions/guard.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import { slipway } from "../support/slipway.ts";
import { checkout } from "../support/stack-files.ts";

const file = "Pulumi.production.yaml";
const cache = ["config", "slipway:app", "caches", "cache"];

describe("slipway guard", function () {
  // Each run plans twice, in two processes.
  this.timeout(300_000);
  let copy: ProjectCopy;
  beforeEach(() => {
    copy = new ProjectCopy();
  });
  afterEach(() => copy.remove());

  /** Runs it where no `pulumi` is at hand; it must leave nothing behind. */
  async function guard(...args: string[]) {
    const status = copy.git("status", "--porcelain");
    const PATH = [join(checkout, "node_modules", ".bin"), dirname("/usr/bin/git"), "/bin"].join(":");
    const ran = await copy.slipway(["guard", ...args], { PATH });
    assert.equal(copy.git("status", "--porcelain"), status);
    assert.equal(copy.git("worktree", "list").trim().split("\n").length, 1);
    return ran;
  }

  /** The way back from Valkey is a new cache. */
  function toRedis(): void {
    copy.edit(file, [...cache, "engine"], "redis");
    copy.edit(file, [...cache, "version"], "7.1");
  }

  it("compares with the commit that is asked for: what is not committed counts too", async () => {
    toRedis();
    const ran = await guard("production", "--from", "HEAD", "--json");
    assert.equal(ran.code, 2, ran.stderr);
    const { stack, comparedWith, refused, allowed }: GuardResult = JSON.parse(ran.stdout);
    assert.deepEqual([stack, comparedWith.why, allowed], ["production", "asked for", []]);
    assert.deepEqual(
      refused.map(({ path, change, causes }) => ({ path, change, cause: causes[0] })),
      [{ path: "cache/cache-nodes", change: "replace", cause: { property: "engine", from: "valkey", to: "redis" } }],
    );
    const staging = await guard("staging", "--from", "HEAD");
    assert.equal(staging.code, 0, staging.stderr);
  });

  it("says that the project has another name, which to Pulumi is another stack", async () => {
    copy.edit("Pulumi.yaml", ["name"], "parcel");
    const { code, stdout } = await guard("production", "--from", "HEAD");
    assert.equal(code, 2);
    assert.match(
      stdout,
      /^production compared with \w{12}, asked for\nrefused: .* the project parcel, and named harbour then, .*\n$/,
    );
  });

  it("lets pass what the place names, and says that it did", async () => {
    toRedis();
    const type = "slipway:cache:Cache$aws:elasticache/replicationGroup:ReplicationGroup";
    const urn = `urn:pulumi:production::harbour::${type}::cache-nodes`;
    copy.edit(file, ["config", "slipway:environment", "allowReplace"], [urn]);
    const { code, stdout } = await guard("production", "--from", "HEAD");
    assert.equal(code, 0);
    assert.match(stdout, /^allowed by environment\.allowReplace:\n {2}cache\/cache-nodes \(ReplicationGroup\)/m);
  });

  it("compares with where the branch began when Pulumi knows of no update, and says so", async () => {
    copy.git("branch", "--move", "main");
    copy.git("checkout", "--quiet", "-b", "change");
    toRedis();
    copy.commit();
    const { code, stdout } = await guard("production", "--sandbox");
    assert.equal(code, 2);
    const began = copy.git("rev-parse", "--short=12", "main").trim();
    const head = `production compared with ${began}, where this branch left main (of the last update nothing is known: production was never brought up in the sandbox: run npx slipway sandbox up production first)\n`;
    assert.equal(stdout.slice(0, head.length), head);
  });

  it("guards what has the profile production unless another stack is named, and knows when there is nothing to say", async () => {
    const nothingChanged = await guard("--from", "HEAD");
    assert.equal(nothingChanged.code, 0, nothingChanged.stderr);
    assert.match(
      nothingChanged.stdout,
      /^production compared with (\w{12}), asked for\nnothing has changed since \1\n$/,
    );
    copy.git("branch", "--move", "main");
    const { stdout } = await guard("staging");
    assert.match(stdout, /nothing is known: there is no pulumi on PATH\)\nstaging protects nothing, /);
  });

  it("has nothing to say of a stack that was not there yet", async () => {
    rmSync(copy.path(file));
    copy.commit();
    copy.git("checkout", "--quiet", "HEAD~1", "--", file);
    const { code, stdout } = await guard("production", "--from", "HEAD");
    assert.equal(code, 0);
    assert.match(stdout, /^production compared with \w+, asked for; the stack was not there yet\nnothing /);
  });

  it("asks for the history beside the stack file, since an example is of another project than the top", async () => {
    const bin = join(copy.folder, "bin");
    mkdirSync(bin);
    // Tells the folder that it is run in, as a reason why nothing is known.
    writeFileSync(join(bin, "pulumi"), '#!/bin/sh\necho "run in $PWD" >&2\nexit 1\n', { mode: 0o755 });
    copy.git("branch", "--move", "main");
    const PATH = [bin, join(checkout, "node_modules", ".bin"), dirname("/usr/bin/git"), "/bin"].join(":");
    const { stdout } = await copy.slipway(["guard", "examples/maria/Pulumi.staging.yaml"], { PATH });
    assert.match(stdout, /run in \S+\/examples\/maria\b/);
  });

  it("says what is wrong with that commit, when it cannot be planned", async () => {
    copy.edit(file, [...cache, "engine"], "memcached");
    copy.commit();
    copy.git("checkout", "--quiet", "HEAD~1", "--", file);
    const { code, stdout, stderr } = await guard("production", "--from", "HEAD");
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^cannot plan Pulumi\.production\.yaml at \w{40}: name another commit with --from\n/);
    assert.match(stderr, /slipway:app\.caches\.cache\.engine "memcached"/);
    assert.doesNotMatch(stderr, /^ +at /m);
  });
});

describe("slipway guard --help", () => {
  it("explains itself, its options and its exit codes", async () => {
    const { code, stdout } = await slipway(["guard", "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: npx slipway guard \[options\] \[stack\]\n/);
    assert.match(
      stdout.replaceAll(/\s+/g, " "),
      /Exit code: 0 nothing would be lost, 1 nobody can tell, 2 something would/,
    );
    for (const option of ["--from <commit>", "--sandbox", "--json"]) {
      assert.ok(stdout.includes(option), option);
    }
    assert.equal((await slipway(["guard", "--form", "x"])).code, 1);
  });
});
