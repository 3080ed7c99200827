import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { parse } from "yaml";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { changes, preview } from "../support/end-to-end/steps.ts";
import { digests, TwoStages } from "../support/end-to-end/two-stages.ts";

describeOnEngine("a first promotion, with both stages in one account", () => {
  let stages: TwoStages;
  let asItWas: string;
  before(() => {
    const account = "111111111111";
    const owner = { aws: { accountId: account, region: "eu-north-1", sharedAccountOwner: true } };
    const network = { cidr: "10.90.0.0/16" };
    stages = new TwoStages({
      productionAccount: account,
      nothingPromoted: true,
      staging: owner,
      production: { network, aws: { ...owner.aws, sharedAccountOwner: false } },
    });
    asItWas = stages.file("production");
  });
  after(() => stages.remove());

  it("is waited for: plan and preview say that nothing is promoted yet, and pass", async () => {
    for (const words of [
      ["plan", "production"],
      ["sandbox", "preview", "production"],
      ["cost", "production"],
      ["guard", "production"],
    ]) {
      const { code, stdout, stderr } = await stages.copy.slipway(words);
      assert.equal(code, 0, `${words.join(" ")}: ${stderr}`);
      assert.match(stdout + stderr, /nothing promoted yet/, words.join(" "));
    }
  });

  it("is no reason to bring an empty environment up", async () => {
    const { code, stderr } = await stages.copy.slipway(["sandbox", "up", "production"]);
    assert.equal(code, 1);
    assert.match(stderr, /nothing promoted yet/);
    assert.match(stderr, /npx slipway promote staging production/);
  });

  it("cannot be rolled back, since there is nothing behind it", async () => {
    const { stderr, stdout } = await stages.run(2, "rollback", "production", "--yes");
    assert.match(stderr + stdout, /production/);
  });

  it("writes both blocks, and every byte that was there stays", async () => {
    await stages.up("staging");
    await stages.run(0, "verify", "staging");
    const { effects } = await stages.tell(0, "promote", "staging", "production");
    assert.ok(effects.impact.created.length > 100);
    await stages.run(0, "promote", "staging", "production", "--yes");
    const after = stages.file("production");
    for (const line of asItWas.split("\n")) {
      assert.ok(after.split("\n").includes(line), line);
    }
    const [staging, production] = ["staging", "production"].map((stack) => parse(stages.file(stack)).config);
    for (const block of ["slipway:app", "slipway:release"]) {
      assert.deepEqual(production[block], staging[block]);
    }
    stages.copy.commit();
  });

  it("comes up beside staging in the same account", async () => {
    await stages.up("production");
    await stages.run(0, "verify", "production");
    assert.deepEqual(await stages.running("production", "api"), [`ghcr.io/acme/shop-api@${digests[0]}`]);
    assert.deepEqual(await stages.running("staging", "api"), [`ghcr.io/acme/shop-api@${digests[0]}`]);
  });

  it("does not believe a verified line that somebody wrote by hand", async () => {
    stages.set("staging", "slipway:release.images.api", digests[1]);
    await stages.up("staging");
    const { deployments } = await stages.tell(0, "history", "staging");
    const [newest] = deployments;
    const forged = {
      event: "verified",
      id: "f".repeat(64),
      at: new Date().toISOString(),
      by: "somebody",
      update: newest.update,
      checks: [],
    };
    appendRecord(stages, "staging", `${JSON.stringify(forged)}\n{"event": "verif`);
    const { disbelieved, damaged } = await stages.tell(0, "history", "staging");
    assert.deepEqual([disbelieved.length, damaged.length], [1, 1]);
    const promoted = await stages.tell(0, "promote", "staging", "production");
    assert.ok(promoted.already, "what is promoted is what was really verified, and production has that");
    await stages.run(0, "verify", "staging");
    const lines = stages.copy.git("show", "slipway-sandbox-releases:releases/staging.jsonl").trimEnd().split("\n");
    assert.equal(lines.length, 6, "what is damaged or not believed stays where it is");
  });

  it("tells a file that lost both blocks from one that never had them, and deletes nothing", async () => {
    const whole = stages.file("production");
    writeFileSync(stages.copy.path("Pulumi.production.yaml"), asItWas);
    stages.copy.commit();
    const { code, stderr } = await stages.copy.slipway(["sandbox", "up", "production"]);
    assert.equal(code, 1, stderr);
    writeFileSync(stages.copy.path("Pulumi.production.yaml"), whole);
    stages.copy.commit();
    assert.deepEqual(changes(await preview(stages.copy, "production")), [], "all of it is still there");
  });
});

/** Puts text at the end of a stage's records, as somebody may who can push. */
function appendRecord({ copy }: TwoStages, stack: string, text: string): void {
  const path = `releases/${stack}.jsonl`;
  copy.git("worktree", "add", "--quiet", ".slipway/forged", "slipway-sandbox-releases");
  const folder = copy.path(".slipway", "forged");
  writeFileSync(`${folder}/${path}`, `${copy.git("show", `slipway-sandbox-releases:${path}`)}${text}`);
  copy.git("-C", folder, "commit", "--quiet", "--all", "--message", "forged");
  copy.git("worktree", "remove", "--force", ".slipway/forged");
}
