import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeReport } from "../../delivery/report.ts";
import { report } from "../delivery/reports.ts";
import { slipway } from "../support/slipway.ts";

describe("slipway ci comment outside of a pull request", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-ci-comment-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("prints what it would write, so that it can be tried at a desk", async () => {
    writeReport(folder, report());
    const { code, stdout, stderr } = await slipway(["ci", "comment", "--from", folder]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^## What this change would do\n\n### production: nothing to change\n/);
    assert.match(stderr, /for no pull request/);
    const json = await slipway(["ci", "comment", "--from", folder, "--json"]);
    assert.equal(`${JSON.parse(json.stdout).body}\n`, stdout);
  });

  it("refuses a folder without a report, of which it would say that nothing changes", async () => {
    const { code, stdout, stderr } = await slipway(["ci", "comment", "--from", folder]);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /has no report: run npx slipway ci plan <stack> --out/);
  });
});
