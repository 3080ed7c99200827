import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slipway } from "../support/slipway.ts";

describe("slipway ci plan --offline", () => {
  it("asks nobody, and writes down what differs from another commit and from the stack before", async () => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-ci-plan-"));
    try {
      const flags = ["--offline", "--base", "HEAD", "--out", folder];
      const { code, stdout, stderr } = await slipway(["ci", "plan", "production", ...flags]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^production: .*\n(.*\n)*cost: about \d+ USD a month, as before\nparity: /);
      assert.match(
        stdout,
        /by the plans of both commits: nobody asked what is really there\npolicy: \d+ rules: \d+ explained.*\n$/,
      );
      const written = JSON.parse(readFileSync(join(folder, "production.json"), "utf8"));
      assert.deepEqual([written.by, written.errors, written.update], ["plans", [], undefined]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
