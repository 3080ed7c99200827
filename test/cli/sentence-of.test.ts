import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sentenceOf } from "../../cli/sentence-of.ts";
import { Refusal, UserError } from "../../lib/user-error.ts";
import { checkout } from "../support/stack-files.ts";

describe("what a person is told of an error", () => {
  it("is its message alone where they can mend it, because our code is not where", () => {
    assert.equal(
      sentenceOf(new UserError("there is no stack x: use staging"), false),
      "there is no stack x: use staging",
    );
    assert.equal(sentenceOf(new Refusal("held since noon"), false), "held since noon");
  });

  it("is what to do where the packages are not there, or not those of a newer version", async () => {
    const says = `the package no-such-package is not there: run "npm ci" in ${checkout}, once and after each newer version of slipway`;
    const name = "no-such-package";
    await assert.rejects(import(name), (error) => sentenceOf(error, false) === says);
    const folder = mkdtempSync(join(tmpdir(), "slipway-bare-"));
    for (const part of ["cli", "config", "lib", "tools/engine"]) {
      cpSync(join(checkout, part), join(folder, part), { recursive: true });
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "cli", "slipway.mjs"), "start"], {
      encoding: "utf8",
    });
    assert.deepEqual(
      [status, stdout, stderr],
      [1, "", `${says.replace("no-such-package", "commander").replace(checkout, realpathSync(folder))}\n`],
    );
    rmSync(folder, { recursive: true });
  });

  it("says how to see more where nobody has foreseen it", () => {
    const says = "cannot read x\n(SLIPWAY_DEBUG=1 shows where it happened)";
    assert.equal(sentenceOf(new TypeError("cannot read x"), false), says);
    assert.equal(sentenceOf("as it is", false), "as it is");
  });

  it("has where it happened with SLIPWAY_DEBUG", () => {
    assert.match(sentenceOf(new UserError("no stack"), true), /^UserError: no stack\n {4}at /);
  });
});
