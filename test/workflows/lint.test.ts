import assert from "node:assert/strict";
import { mistakesIn } from "../support/actionlint.ts";
import { readAsGitHub } from "../support/github-parser.ts";
import { workflowNamed, workflows } from "../support/workflows.ts";

describe("a workflow", () => {
  for (const { path, text } of workflows) {
    it(`${path} has no mistake that actionlint or GitHub's own parser knows`, async () => {
      assert.deepEqual(await mistakesIn(text, path), []);
      assert.notEqual((await readAsGitHub(path, text)).jobs.length, 0);
    });
  }

  it("with a mistake is caught by both, so that their silence says something", async () => {
    const { path, text } = workflowNamed("check");
    const odd = text.replace("timeout-minutes: 90", "timeout-minute: 60").replace("vars.SLIPWAY_FOLDER", "var.FOLDER");
    assert.match((await mistakesIn(odd, path)).join("\n"), /timeout-minute[\s\S]+undefined variable "var"/);
    await assert.rejects(readAsGitHub(path, odd), /timeout-minute/);
  });
});
