import assert from "node:assert/strict";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { preview } from "../support/end-to-end/steps.ts";
import { digests, TwoStages } from "../support/end-to-end/two-stages.ts";

const image = (digest: string | undefined) => [`ghcr.io/acme/shop-api@${digest}`];
const ringing = { SLIPWAY_SANDBOX_FAULTS: JSON.stringify({ fault: "ringing", on: "shop-production-api-errors" }) };

describeOnEngine("a commit on its way through the workflows to a production with a canary", () => {
  let stages: TwoStages;
  before(() => {
    const deploy = { strategy: "canary", percent: 50, stepMinutes: 1, bakeMinutes: 1 };
    stages = new TwoStages({ production: { deploy } });
  });
  after(() => stages.remove());

  const shown = () => stages.copy.path(".slipway", "shown");
  const plan = (code: number) => stages.tell(code, "ci", "plan", "production", "--for-approval", "--out", shown());
  const deploy = (code: number) => stages.tell(code, "ci", "deploy", "production", "--plan", shown());

  it("finds both stages brought up by a person, who alone makes the roles, and good", async () => {
    for (const stack of ["staging", "production"]) {
      await stages.up(stack);
      await stages.run(0, "verify", stack);
    }
    const due: readonly { readonly stack: string; readonly isDue: boolean }[] = await stages.tell(0, "ci", "deploys");
    assert.deepEqual(
      due.map(({ stack, isDue }) => [stack, isDue]),
      [
        ["staging", false],
        ["production", false],
      ],
    );
  });

  it("is deployed to staging by a job, and verified there", async () => {
    stages.set("staging", "slipway:release.images.api", digests[1]);
    await stages.run(0, "ci", "deploy", "staging");
    await stages.run(0, "verify", "staging");
    assert.deepEqual(await stages.running("staging", "api"), image(digests[1]));
  });

  it("is shown before somebody approves it, without a value, and refused when production has changed since", async () => {
    await stages.run(0, "promote", "staging", "production", "--yes");
    stages.copy.commit();
    const report = await plan(0);
    assert.match(JSON.stringify(report.changes), /api-service/);
    assert.deepEqual(stages.copy.leaks(["value-for-the-sandbox"]), []);
    await stages.copy.slipway(["sandbox", "refresh", "production"]);
    stages.set("production", "slipway:environment.services", { worker: { cpu: 512, memoryMiB: 1024 } });
    const { refusals, applied } = await deploy(2);
    assert.deepEqual(applied, []);
    assert.match(JSON.stringify(refusals), /what was shown is of commit/);
    stages.copy.git("revert", "--no-edit", "HEAD");
  });

  it("is applied as it was shown, by canary, and found good", async () => {
    await plan(0);
    const { refusals, errors } = await deploy(0);
    assert.deepEqual([refusals, errors], [[], []]);
    assert.deepEqual(await stages.running("production", "api"), image(digests[1]));
    await stages.run(0, "verify", "production");
  });

  it("leaves no drift, although the canary has moved the weights of a rule", async () => {
    assert.deepEqual(await preview(stages.copy, "production"), []);
    const { stdout } = await stages.run(0, "ci", "drift", "production", "--out", stages.copy.path(".slipway", "drift"));
    assert.match(stdout, /production: as declared/);
  });

  it("goes back at once when it turns out to be bad: blue/green, no bake, no migration, and held", async () => {
    stages.set("staging", "slipway:release.images.api", digests[2]);
    await stages.run(0, "ci", "deploy", "staging");
    await stages.run(0, "verify", "staging");
    await stages.run(0, "promote", "staging", "production", "--yes");
    stages.copy.commit();
    await plan(0);
    await deploy(0);
    const failed = await stages.runWith(ringing, 2, "verify", "production");
    assert.match(failed.stdout, /rollback/);
    const { stdout, stderr } = await stages.run(0, "rollback", "production", "--now", "--reason", "errors rose");
    assert.doesNotMatch(stderr, /main-migration ended/);
    assert.match(stdout, /slipway\/rollback-production/);
    assert.deepEqual(await stages.running("production", "api"), image(digests[1]));
    await stages.run(0, "verify", "production");
  });

  it("does not come back with the next push, before the rollback is merged", async () => {
    stages.copy.git("commit", "--quiet", "--allow-empty", "--message", "Something else");
    const { refusals } = await stages.tell(2, "ci", "deploy", "production");
    assert.match(JSON.stringify(refusals), /was rejected in production by .*errors rose/);
    assert.deepEqual(await stages.running("production", "api"), image(digests[1]));
  });

  it("changes nothing more once the rollback's branch is merged", async () => {
    stages.copy.git("merge", "--quiet", "--no-edit", "slipway/rollback-production");
    assert.deepEqual(await preview(stages.copy, "production"), []);
    const { applied, refusals } = await stages.tell(0, "ci", "deploy", "production");
    assert.deepEqual([applied, refusals], [[], []]);
  });
});
