import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import { checkout } from "../support/stack-files.ts";

for (const page of readdirSync(join(checkout, "docs", "walks"))) {
  describeOnEngine(`docs/walks/${page}`, () => {
    let copy: ProjectCopy;
    before(() => {
      copy = new ProjectCopy();
    });
    after(() => copy.remove());

    it("is right line by line in a fresh clone, which is all that its reader has, and leaves the checkout alone", async function () {
      // Up to six runs of the engine with their second previews, on a machine that has other things to do as well.
      this.timeout(20 * 60_000);
      const branches = copy.git("branch", "--all");
      const walk = [copy.path("tools", "walk", "walk.ts"), copy.path("docs", "walks", page)];
      const options = { cwd: copy.folder, maxBuffer: 1 << 26 };
      const { stdout } = await promisify(execFile)(process.execPath, walk, options);
      assert.match(stdout, /^\d+ steps in \d+ seconds/m);
      assert.deepEqual([copy.git("status", "--porcelain"), copy.git("branch", "--all")], ["", branches]);
    });
  });
}
