import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addSummary, isJob, pullRequestOfJob, runUrl, setOutputs } from "../../cli/actions/github-job.ts";

describe("a job of GitHub", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-job-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("gets each output on one line, so that no value can set another one", () => {
    const GITHUB_OUTPUT = join(folder, "output");
    setOutputs({ stacks: '["staging"]', odd: "one\nrole=admin" }, { GITHUB_OUTPUT });
    setOutputs({ more: "2" }, { GITHUB_OUTPUT });
    assert.equal(readFileSync(GITHUB_OUTPUT, "utf8"), 'stacks=["staging"]\nodd=one role=admin\nmore=2\n');
    setOutputs({ stacks: "x" }, {});
  });

  it("gets a summary that GitHub takes: of one that is too large it would show nothing", () => {
    const GITHUB_STEP_SUMMARY = join(folder, "summary");
    addSummary("## a", { GITHUB_STEP_SUMMARY });
    addSummary("ä".repeat(1024 * 1024), { GITHUB_STEP_SUMMARY });
    const summary = readFileSync(GITHUB_STEP_SUMMARY);
    assert.ok(summary.toString().startsWith("## a\nää"));
    assert.ok(summary.byteLength <= 1024 * 1024);
  });

  it("is for a pull request only where the event has one", () => {
    const GITHUB_EVENT_PATH = join(folder, "event.json");
    const variables = { GITHUB_REPOSITORY: "acme/harbour", GITHUB_EVENT_PATH };
    writeFileSync(GITHUB_EVENT_PATH, JSON.stringify({ pull_request: { number: 12 } }));
    assert.deepEqual(pullRequestOfJob(variables), { repository: "acme/harbour", number: 12 });
    writeFileSync(GITHUB_EVENT_PATH, JSON.stringify({ ref: "refs/heads/main" }));
    assert.equal(pullRequestOfJob(variables), undefined);
    assert.equal(pullRequestOfJob({}), undefined);
  });

  it("is where GitHub says that it is", () => {
    assert.deepEqual([isJob({ GITHUB_ACTIONS: "true" }), isJob({})], [true, false]);
  });

  it("has the address of its run, which a comment refers to", () => {
    const run = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/harbour", GITHUB_RUN_ID: "7" };
    assert.equal(runUrl(run), "https://github.com/acme/harbour/actions/runs/7");
    assert.equal(runUrl({}), undefined);
  });
});
