import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { token } from "../../sandbox/models/tokens.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { prefix, project, SmallApp } from "../support/end-to-end/small-app.ts";

const repository = { name: "acme/shop", plan: "enterprise" };

describeOnEngine("what is no longer as declared", () => {
  let app: SmallApp;
  before(() => {
    app = new SmallApp({
      deploy: { strategy: "canary" },
      services: { api: { min: 2, max: 5 } },
      github: { manageRepository: true },
    });
    app.set("slipway:app.delivery", { repository, checks: ["test"] });
    app.copy.inWorld({ repositories: [repository] });
  });
  after(() => app.remove());

  /** The report of the job that runs every night. */
  async function report() {
    const folder = app.copy.path(".slipway", "drift");
    const { code, stderr } = await app.copy.slipway(["ci", "drift", "staging", "--out", folder, "--sandbox"]);
    assert.equal(code, 0, stderr);
    return JSON.parse(app.copy.read(".slipway", "drift", "staging.drift.json"));
  }

  /** Changes the service as somebody else than the engine does it. */
  function changeService(values: object): void {
    const held = app.copy
      .inAccounts(project)
      .find((one) => one.inputs.name === `${prefix}-api` && one.type === token.service);
    assert.ok(held && "outputs" in held);
    const { account, ...put } = held;
    const changed = { ...put, inputs: { ...put.inputs, ...values }, outputs: { ...Object(put.outputs), ...values } };
    const journal = app.copy.path(".slipway", project, "accounts", `${account}.jsonl`);
    appendFileSync(journal, `${JSON.stringify({ put: changed })}\n`);
  }

  const nothing = { engine: { changes: [], errors: [] }, findings: [] };
  const found = async () => {
    const { engine, findings } = await report();
    return { engine, findings };
  };

  it("is nothing after the first update", async () => {
    await app.up();
    assert.deepEqual(await found(), nothing);
  });

  it("is not that a canary has left the requests at the other target group", async () => {
    app.release();
    await app.up();
    assert.deepEqual(await found(), nothing);
  });

  it("is not that autoscaling has added tasks, which an update does not take away either", async () => {
    changeService({ desiredCount: 5 });
    assert.deepEqual(await found(), nothing);
    await app.up();
    assert.equal(app.desired("api"), 5);
  });

  it("is what somebody has set by hand", async () => {
    changeService({ healthCheckGracePeriodSeconds: 7 });
    const { engine } = await found();
    assert.deepEqual(engine.changes, [
      { op: "update", path: "api/api-service", properties: ["healthCheckGracePeriodSeconds"] },
    ]);
  });
});
