import assert from "node:assert/strict";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { ProjectCopy } from "../support/end-to-end/project-copy.ts";
import type { Ended } from "../support/ended.ts";

/** What a team calls its project is its own affair: it is in every URN, and in none of our keys. */
const project = "north-pier";

const newDigest = "sha256:307ce30a406e8a40f4ff2f45a040a15b6eb4fd3eb626a8cf34e0906fc97d64f4";

describeOnEngine("plain pulumi in a project of another name", () => {
  let copy: ProjectCopy;
  before(() => {
    copy = new ProjectCopy();
    copy.edit("Pulumi.yaml", ["name"], project);
    copy.commit();
  });
  after(() => copy.remove());

  it("says what is wrong with the configuration, word for word and all of it, before the first resource", async () => {
    // In the engine's own copy, so that it is the program that refuses and not slipway before it.
    const spoil = "sed -i.bak 's/port: 8000/port: 80000/; s/image: worker/image: wroker/' Pulumi.staging.yaml";
    const script = `${spoil} && pulumi preview --stack staging --non-interactive`;
    const { code, stdout } = await copy.slipway(["sandbox", "--", "sh", "-c", script, "--stack", "staging"]);
    assert.equal(code, 1);
    assert.deepEqual(stdout.slice(stdout.indexOf("Diagnostics:")).split("\n").slice(1, 5), [
      `  pulumi:pulumi:Stack (${project}-staging):`,
      "    error: Pulumi.staging.yaml has 2 problems:",
      "      slipway:app.services.api.port 80000: is out of range: use a whole number from 1 to 65535",
      '      slipway:app.jobs.nightly.image "wroker": unknown image: use one of api, web, worker (did you mean "worker"?)',
    ]);
    assert.doesNotMatch(stdout, /^\s+at /m);
    assert.deepEqual(copy.inAccounts(project), []);
  });

  it("previews an empty stack", async () => {
    const { code, stdout, stderr } = await pulumi("preview");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^Resources:\n {4}\+ \d+ to create$/m);
  });

  it("brings it up, and then has nothing left to change", async () => {
    const { code, stdout, stderr } = await pulumi("up", "--yes", "--skip-preview");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^Resources:\n {4}\+ \d+ created$/m);
    await hasNothingToChange();
  });

  it("brings a new digest to the migration, that task definition and that service alone", async () => {
    copy.edit("Pulumi.staging.yaml", ["config", "slipway:release", "images", "api"], newDigest);
    copy.commit();
    const { code, stdout, stderr } = await pulumi("up", "--yes", "--skip-preview");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^Resources:\n {4}~ 2 updated\n {4}\+-2 replaced\n {4}\d+ changes\. \d+ unchanged$/m);
    await hasNothingToChange();
  });

  it("destroys it, and leaves nothing", async () => {
    const { code, stdout, stderr } = await pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(
      copy.inAccounts(project).filter(({ type }) => !type.startsWith("sandbox:")),
      [],
    );
    assert.equal(copy.git("status", "--porcelain"), "");
  });

  function pulumi(...args: readonly string[]): Promise<Ended> {
    return copy.slipway(["sandbox", "--", "pulumi", ...args, "--stack", "staging", "--non-interactive"]);
  }

  async function hasNothingToChange(): Promise<void> {
    const { code, stdout, stderr } = await pulumi("preview", "--expect-no-changes");
    assert.equal(code, 0, stdout + stderr);
  }
});
