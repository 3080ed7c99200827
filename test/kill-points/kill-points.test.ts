import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const tool = join(import.meta.dirname, "kill-points.ts");
const run = (...args: readonly string[]) => spawnSync(process.execPath, [tool, ...args], { encoding: "utf8" });

describe("npm run kill-points", function () {
  // A process each, which plans staging.
  this.timeout(60_000);

  it("names the points from one on, so that a long run can be shared out", () => {
    const { status, stdout } = run("--list", "--from", "asked:stack-dashboard-page");
    assert.equal(status, 0);
    assert.equal(stdout, "asked:stack-dashboard-page\ndone:stack-dashboard-page\n");
  });

  it("fails on a point that does not exist, before anything is killed, and says where the names are", () => {
    const { status, stderr } = run("--only", "done:nothing");
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^there is no point "done:nothing": `npm run kill-points -- --list` names all \d+\nnpm run kill-points -- /,
    );
  });

  it("fails on an option that it does not have", () => {
    const { status, stderr } = run("--all");
    assert.equal(status, 2);
    assert.match(stderr, /'--all'[\s\S]*\nnpm run kill-points -- /);
  });
});
