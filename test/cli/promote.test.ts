import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slipway } from "../support/slipway.ts";

describe("slipway promote", function () {
  this.timeout(60_000);

  /** What it says where it is called wrongly: nothing is asked and nothing is written before that. */
  async function fails(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await slipway(["promote", ...args]);
    assert.deepEqual([code, stdout], [1, ""], stderr);
    return stderr;
  }

  it("merges a pull request by itself, and nothing else", async () => {
    const { code, stderr } = await slipway(["promote", "staging", "production", "--auto-merge"]);
    const says = "--auto-merge merges a pull request, so it goes with --pr: add that, or leave it out\n";
    assert.deepEqual([code, stderr], [1, says]);
  });

  it("wants a reason for force, and force for a reason, because it goes into the records", async () => {
    const both = ["staging", "production"];
    assert.match(
      await fails(...both, "--force"),
      /^--force needs a --reason, which is recorded: npx slipway promote staging production --force --reason "the fix/,
    );
    assert.match(
      await fails(...both, "--sandbox", "--yes", "--force"),
      / npx slipway promote staging production --sandbox --yes --force --reason "/,
      "pasted without a flag, it would be about something else",
    );
    assert.match(await fails(...both, "--pr", "--reason", "outage"), / production --pr --force --reason "outage"$/m);
    assert.match(await fails(...both, "--force", "--reason", " "), /^--force needs a --reason/);
    assert.match(
      await fails(...both, "--reason", "outage"),
      /^--reason says why a gate is passed, so it goes with --force/,
    );
  });

  it("writes in one way, here or on a branch", async () => {
    assert.match(await fails("staging", "production", "--yes", "--pr"), /take one of them/);
  });

  it("says which stacks there are", async () => {
    assert.match(await fails("staging", "prodution"), /did you mean "production"/);
  });
});

describe("slipway ci promotion", function () {
  this.timeout(60_000);

  it("says where it can run, in words", async () => {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "slipway-no-git-"));
    try {
      const { code, stderr } = await slipway(["ci", "promotion"], folder);
      assert.equal(code, 1);
      assert.match(stderr, /^\S+ is in no git repository: work in a clone/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
