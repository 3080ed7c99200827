import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import type { Ended } from "../support/ended.ts";

const settings = "components/database-settings.ts";

describe("slipway, of a program that does not encrypt its database", function () {
  this.timeout(120_000);

  let copy: ProjectCopy;
  let sound: string;
  before(() => {
    copy = new ProjectCopy();
    sound = copy.read(settings);
    const spoilt = sound.replace("storageEncrypted: true", "storageEncrypted: false");
    assert.notEqual(spoilt, sound);
    writeFileSync(copy.path(settings), spoilt);
    copy.commit();
  });
  after(() => copy.remove());

  it("plans it, says the rule, the resource and the way out, and ends with 2", async () => {
    const { code, stdout, stderr } = await copy.slipway(["plan", "staging"]);
    assert.equal(code, 2, stderr);
    assert.match(stdout, /\npolicy: \d+ rules: 1 refused \(✗\), \d+ explained \(\d+ of them mandatory\)\n/);
    assert.match(
      stdout.replaceAll(/\s+/g, " "),
      / ✗ database-encrypted: main\/main-instance: storageEncrypted is false\. Set storageEncrypted: true/,
    );
  });

  it("refuses it with a harmless override of that resource too, whose reason explains what it changes alone", async () => {
    const ours = copy.read("overrides.ts");
    const entry = `{ path: "main/main-instance", because: "we upgrade by hand on Tuesdays", props: { autoMinorVersionUpgrade: false } }`;
    writeFileSync(copy.path("overrides.ts"), ours.replace("= []", `= [${entry}]`));
    const { code, stdout } = await copy.slipway(["plan", "staging"]);
    writeFileSync(copy.path("overrides.ts"), ours);
    assert.equal(code, 2);
    const text = stdout.replaceAll(/\s+/g, " ");
    assert.match(text, / database-minor-upgrades, mandatory \(main\/main-instance\): we upgrade by hand on Tuesdays /);
    assert.match(text, / ✗ database-encrypted: main\/main-instance: /);
  });

  it("writes no exception for it into the pack's configuration", async () => {
    const { code, stdout } = await copy.slipway(["plan", "staging", "--policy-config"]);
    const config = JSON.parse(stdout);
    assert.deepEqual([code, config["database-encrypted"]], [0, undefined]);
    assert.match(config["database-multi-az"].except[0].because, /staging profile/);
  });

  it("fails the check of the pull request that brings it, and marks it as new", async () => {
    const { code, stdout, stderr } = await changeSince("HEAD~1");
    assert.equal(code, 2, stderr);
    assert.match(stdout, /^refused: against a mandatory rule of docs\/policies\.md, and nobody has explained it:/m);
    assert.match(stdout, /^ {2}✗ new: database-encrypted: main\/main-instance: /m);
    const { policy } = JSON.parse(readFileSync(copy.path(".slipway", "reports", "staging.json"), "utf8"));
    assert.deepEqual(
      policy.findings.filter(({ isNew }: { isNew?: true }) => isNew).map(({ path }: { path: string }) => path),
      ["main/main-instance"],
    );
  });

  it("compares the change that mends it with what the rules refused, because that was planned too", async () => {
    writeFileSync(copy.path(settings), sound);
    copy.commit();
    const { code, stdout, stderr } = await changeSince("HEAD~1");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /USD a month, as before$/m);
    assert.match(stdout, /^policy: \d+ rules: \d+ explained \(\d+ of them mandatory\)$/m);
    assert.doesNotMatch(stdout, /new: /);
  });

  function changeSince(commit: string): Promise<Ended> {
    const out = copy.path(".slipway", "reports");
    return copy.slipway(["ci", "plan", "staging", "--offline", "--base", commit, "--out", out]);
  }
});
