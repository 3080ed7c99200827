import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nodeProblem } from "../../tools/engine/node-version.mjs";

const check = fileURLToPath(new URL("../../tools/engine/node-check.mjs", import.meta.url));
const slipway = fileURLToPath(new URL("../../cli/slipway.mjs", import.meta.url));
const bin = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

const runs = (version: string) => ({ version, platform: "linux", features: { typescript: "strip" } });

describe("the Node check", () => {
  it("tells a user of our command line which command brings the right Node", () => {
    assert.equal(
      nodeProblem(runs("v20.20.2"), "slipway"),
      'slipway needs Node 24 or newer (this is v20.20.2): run "npm ci" once, then "npx slipway", which brings its own',
    );
  });

  it("tells a user of plain pulumi how pulumi finds the right Node, because npx is not in between", () => {
    assert.equal(
      nodeProblem(runs("v22.1.0"), "pulumi"),
      `slipway needs Node 24 or newer (this is v22.1.0): run "npm ci" once, then put the Node it brought first on PATH: export PATH="${bin}:$PATH"`,
    );
  });

  it("tells a user of native Windows where slipway runs, whatever the Node", () => {
    assert.equal(
      nodeProblem({ ...runs("v24.1.0"), platform: "win32" }, "slipway"),
      'slipway runs on Linux and macOS; on Windows use WSL 2: run "wsl --install" once, then clone and work in its Linux',
    );
  });

  it("tells a user whose Node was told not to run TypeScript how it comes to do so again", () => {
    assert.equal(
      nodeProblem({ ...runs("v24.1.0"), features: { typescript: false } }, "slipway"),
      'slipway needs a Node that runs TypeScript (this is v24.1.0, which does not): take --no-strip-types out of NODE_OPTIONS, or run "npm ci" once, then "npx slipway", which brings its own',
    );
  });

  it("ends our command line with the sentence and 1, and shows no error of Node's", async () => {
    const refused = promisify(execFile)(process.execPath, ["--no-strip-types", slipway, "--help"]);
    await assert.rejects(refused, (error) => {
      assert.ok(error instanceof Error && "code" in error && "stderr" in error);
      assert.equal(error.code, 1);
      assert.match(
        String(error.stderr),
        /^slipway needs a Node that runs TypeScript \(this is v[\d.]+, which does not\): .*\n$/,
      );
      return true;
    });
  });

  it("says nothing on a Node that runs TypeScript", async () => {
    assert.equal(nodeProblem(runs("v24.0.0"), "slipway"), undefined);
    assert.equal(nodeProblem(runs("v100.1.0"), "pulumi"), undefined);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", check, "--eval", ""]);
    assert.equal(stdout + stderr, "");
  });

  it("makes pulumi show the sentence alone: 32 is the code of a program that has told the user", async () => {
    const old = `--import=data:text/javascript,Object.defineProperty(process,"version",{value:"v20.0.0"})`;
    await assert.rejects(promisify(execFile)(process.execPath, [old, "--import", check, "--eval", ""]), (error) => {
      assert.ok(error instanceof Error && "code" in error && "stderr" in error);
      assert.equal(error.code, 32);
      assert.equal(error.stderr, `${nodeProblem(runs("v20.0.0"), "pulumi")}\n`);
      return true;
    });
  });
});
