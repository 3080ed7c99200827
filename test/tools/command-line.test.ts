import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitOf } from "../../tools/commit.ts";

const root = join(import.meta.dirname, "../..");
const run = (tool: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [tool, ...args], { cwd: root, encoding: "utf8" });

const tools = {
  bench: "bench/run.mts",
  fuzz: "test/fuzz/run.ts",
  "kill-points": "test/kill-points/kill-points.ts",
  mutation: "test/mutation/run.ts",
  audit: "tools/supply-chain/audit.ts",
  licences: "tools/supply-chain/licences.ts",
};

describe("a command that proves something", function () {
  this.timeout(60_000);

  for (const [name, tool] of Object.entries(tools)) {
    it(`says how it is used and does nothing else when asked: npm run ${name} -- --help`, () => {
      const { status, stdout, stderr } = run(tool, "--help");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.ok(stdout.startsWith(`npm run ${name}`), stdout);
    });

    it(`names an option that it does not take, and says which it does: npm run ${name}`, () => {
      const { status, stderr } = run(tool, "--spede");
      assert.equal(status, 2);
      assert.ok(stderr.startsWith(`Unknown option '--spede'\nnpm run ${name}`), stderr);
    });
  }

  for (const [name, words, says] of [
    ["fuzz", ["--runs", "abc"], "--runs abc: is no whole number from 0"],
    ["fuzz", ["--jobs", "0"], "--jobs 0: is no whole number from 1"],
    ["bench", ["--only", "halp"], "--only halp: there is no such part"],
    ["mutation", ["--only", "x"], "--only x: there is no such mutant"],
  ] as const) {
    it(`names the value that it cannot take: npm run ${name} -- ${words.join(" ")}`, () => {
      const { status, stderr } = run(tools[name], ...words);
      assert.equal(status, 2);
      assert.ok(stderr.startsWith(`${says}\nnpm run ${name}`), stderr);
    });
  }
});

describe("the commit of a report", () => {
  it("is the one that the folder is at, and says so where something is changed that a report is not", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-commit-"));
    const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
    const [author, mail] = ["user.name=x", "user.email=x@example.com"];
    try {
      assert.equal(await commitOf(folder), "no commit");
      git("init", "--quiet");
      git("-c", author, "-c", mail, "commit", "--quiet", "--allow-empty", "--message", "first");
      const commit = `commit ${git("rev-parse", "--short=12", "HEAD")}`;
      assert.equal(await commitOf(folder), commit);
      writeFileSync(join(folder, "new.txt"), "");
      assert.equal(await commitOf(folder), `${commit}-dirty`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
