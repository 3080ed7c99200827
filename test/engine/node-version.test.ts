import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nodeProblem } from "../../tools/engine/node-version.mjs";

const check = fileURLToPath(new URL("../../tools/engine/node-check.mjs", import.meta.url));
const bin = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

describe("the Node check", () => {
  it("tells a user of our command line which command brings the right Node", () => {
    assert.equal(
      nodeProblem("v20.20.2", "slipway"),
      'slipway needs Node 24 or newer (this is v20.20.2): run "npm ci" once, then "npx slipway", which brings its own',
    );
  });

  it("tells a user of plain pulumi how pulumi finds the right Node, because npx is not in between", () => {
    assert.equal(
      nodeProblem("v22.1.0", "pulumi"),
      `slipway needs Node 24 or newer (this is v22.1.0): run "npm ci" once, then put the Node it brought first on PATH: export PATH="${bin}:$PATH"`,
    );
  });

  it("says nothing on a Node that runs TypeScript", async () => {
    assert.equal(nodeProblem("v24.0.0", "slipway"), undefined);
    assert.equal(nodeProblem("v100.1.0", "pulumi"), undefined);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", check, "--eval", ""]);
    assert.equal(stdout + stderr, "");
  });

  it("makes pulumi show the sentence alone: 32 is the code of a program that has told the user", async () => {
    const old = `--import=data:text/javascript,Object.defineProperty(process,"version",{value:"v20.0.0"})`;
    await assert.rejects(promisify(execFile)(process.execPath, [old, "--import", check, "--eval", ""]), (error) => {
      assert.ok(error instanceof Error && "code" in error && "stderr" in error);
      assert.equal(error.code, 32);
      assert.equal(error.stderr, `${nodeProblem("v20.0.0", "pulumi")}\n`);
      return true;
    });
  });
});
