import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";

describeOnEngine("npm run tour", () => {
  let copy: ProjectCopy;
  before(() => {
    copy = new ProjectCopy();
  });
  after(() => copy.remove());

  it("goes from a bump to a rollback and back, as its page says, and leaves the clone that it runs in alone", async function () {
    // Six runs of the engine with their second previews, on a machine that has other things to do as well.
    this.timeout(20 * 60_000);
    const branches = copy.git("branch", "--all");
    const tour = [copy.path("tools", "tour.ts")];
    const { stdout } = await promisify(execFile)(process.execPath, tour, { cwd: copy.folder, maxBuffer: 1 << 26 });
    assert.match(stdout, /^18 steps in \d+ seconds/m);
    assert.match(stdout, /^failed, and written down$/m);
    assert.match(stdout, /^\$ npx slipway rollback production --yes --sandbox$/m);
    assert.deepEqual([copy.git("status", "--porcelain"), copy.git("branch", "--all")], ["", branches]);
  });
});
