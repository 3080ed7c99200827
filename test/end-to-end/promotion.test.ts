import assert from "node:assert/strict";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { changes, preview } from "../support/end-to-end/steps.ts";
import { digests, TwoStages } from "../support/end-to-end/two-stages.ts";

const image = (digest: string | undefined) => [`ghcr.io/acme/shop-api@${digest}`];
const ringing = { SLIPWAY_SANDBOX_FAULTS: JSON.stringify({ fault: "ringing", on: "shop-production-api-errors" }) };

describeOnEngine("the way of a release from a bump to a rollback", () => {
  let stages: TwoStages;
  let productionBefore: string;
  before(() => {
    stages = new TwoStages();
    productionBefore = stages.file("production");
  });
  after(() => stages.remove());

  const migrated = /main-migration ended well/;
  /** What an `up` tells on the way. */
  async function deployed(stack: string): Promise<string> {
    const { code, stderr } = await stages.copy.slipway(["sandbox", "up", stack]);
    assert.equal(code, 0, stderr);
    return stderr;
  }

  it("begins with a production that is found good, since a rollback needs something to go back to", async () => {
    await stages.up("production");
    const { verdict, checks, wrote } = await stages.tell(0, "verify", "production");
    assert.equal(verdict, "verified", JSON.stringify(checks));
    assert.deepEqual(wrote, ["deployed", "verified"]);
    assert.deepEqual((await stages.tell(0, "verify", "production")).wrote, [], "the same verdict is no new record");
  });

  it("goes on with a build of the registry's in staging, where nothing else of the file changes", async () => {
    const before = stages.file("staging");
    await stages.run(0, "bump", "staging", `api@${digests[1]}`, "--version", "2");
    assert.equal(stages.file("staging").replace(`"${digests[1]}"`, String(digests[0])).replace('"2"', '"1"'), before);
    stages.copy.commit();
    await stages.up("staging");
    assert.deepEqual(await stages.running("staging", "api"), image(digests[1]));
  });

  it("refuses to promote what nobody has verified, with the command that mends it", async () => {
    const { gates } = (await stages.tell(2, "promote", "staging", "production")).effects;
    const [verified] = gates;
    assert.deepEqual([verified.gate, verified.passes], ["verified", false]);
    assert.match(JSON.stringify(verified), /npx slipway verify staging --sandbox/);
    assert.equal(stages.file("production"), productionBefore);
  });

  it("shows what would move and what it would do, and writes only when told to, both blocks alone", async () => {
    await stages.tell(0, "verify", "staging");
    const shown = await stages.tell(0, "promote", "staging", "production");
    assert.equal(stages.file("production"), productionBefore, "showing writes nothing");
    assert.match(JSON.stringify(shown.effects.impact.restarts), /"api: image 1+ → 2+"/);
    assert.deepEqual(shown.effects.impact.deleted, []);
    await stages.run(0, "promote", "staging", "production", "--yes");
    const promoted = stages.file("production");
    assert.equal(promoted.replace(`"${digests[1]}"`, String(digests[0])).replace('"2"', '"1"'), productionBefore);
    stages.copy.commit();
    await stages.run(0, "promote", "staging", "production", "--yes");
    assert.equal(stages.file("production"), promoted, "once more changes nothing");
  });

  it("is previewed as new tasks and a migration, and deployed", async () => {
    const steps = changes(await preview(stages.copy, "production"));
    assert.ok(steps.includes("update api-service") && steps.includes("update worker-service"), steps.join());
    assert.deepEqual(
      steps.filter((step) => step.startsWith("delete")),
      [],
    );
    assert.match(await deployed("production"), migrated);
    assert.deepEqual(await stages.running("production", "api"), image(digests[1]));
  });

  it("fails when an alarm rings, and a rollback gives back the very bytes of before, but for one line", async () => {
    const failed = await stages.runWith(ringing, 2, "verify", "production");
    assert.match(failed.stdout, /✗ alarms .*shop-production-api-errors/);
    const shown = await stages.tell(0, "rollback", "production");
    assert.ok(shown.effects.migrations.length > 0, "the migration between the two is named");
    await stages.run(0, "rollback", "production", "--yes");
    const lines = stages.file("production").split("\n");
    const marks = lines.filter((line) => line.includes("rollbackOf"));
    assert.equal(marks.length, 1);
    assert.equal(lines.filter((line) => !line.includes("rollbackOf")).join("\n"), productionBefore);
    stages.copy.commit();
  });

  it("has production back after an up that runs no migration, and staging where it was", async () => {
    const staging = stages.file("staging");
    assert.doesNotMatch(await deployed("production"), migrated);
    assert.deepEqual(await stages.running("production", "api"), image(digests[0]));
    assert.deepEqual(await stages.running("staging", "api"), image(digests[1]));
    assert.equal(stages.file("staging"), staging);
    await stages.run(0, "verify", "production");
  });

  it("leaves a record of each step, and Pulumi's history beside them", async () => {
    const first = ["deployed", "verified", "deployed", "failed", "rejected", "held", "deployed", "verified"];
    assert.deepEqual(stages.events("production"), first);
    assert.deepEqual(stages.events("staging"), ["deployed", "verified"]);
    const { deployments } = await stages.tell(0, "history", "production");
    assert.deepEqual(
      deployments.map(({ update }: { update: number }) => update),
      [3, 2, 1],
    );
  });

  it("never rolls a rollback back, and promotes nothing while it is held or what was rejected", async () => {
    await stages.run(2, "rollback", "production", "--yes");
    const { gates } = (await stages.tell(2, "promote", "staging", "production")).effects;
    const refusing = gates
      .filter(({ passes }: { passes: boolean }) => !passes)
      .map(({ gate }: { gate: string }) => gate);
    assert.deepEqual(refusing, ["hold", "rejected"]);
    await stages.run(0, "hold", "production", "--off");
    const forced = ["promote", "staging", "production", "--yes", "--force", "--reason", "the alarm was wrong"];
    await stages.run(0, ...forced);
    assert.doesNotMatch(stages.file("production"), /rollbackOf/);
    assert.deepEqual(stages.events("production").slice(-2), ["unheld", "forced"]);
  });

  it("tells it to people in 100 columns, without a secret in clear", async () => {
    for (const words of [["status"], ["history", "production"], ["diff", "staging", "production"]]) {
      const { stdout } = await stages.copy.slipway([...words, ...(words[0] === "diff" ? [] : ["--sandbox"])]);
      const long = stdout.split("\n").filter((line) => line.length > 100);
      assert.deepEqual(long, [], words.join(" "));
    }
    assert.deepEqual(stages.copy.leaks(["value-for-the-sandbox"]), []);
  });
});
