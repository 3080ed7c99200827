import assert from "node:assert/strict";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { prefix, SmallApp } from "../support/end-to-end/small-app.ts";
import { changes } from "../support/end-to-end/steps.ts";

describeOnEngine("a service without tasks", () => {
  let app: SmallApp;
  before(() => {
    app = new SmallApp();
  });
  after(() => app.remove());

  it("is deployed again when the very first one failed, because ECS has given up and the state knows nothing of it", async () => {
    const stderr = await app.fails([
      { fault: "pull", on: `${prefix}-api`, says: "pull access denied" },
      { fault: "exit", on: `${prefix}-worker`, exitCode: 3 },
    ]);
    assert.match(stderr, /worker was not deployed: .*No rollback candidate was found/);
    assert.match(stderr, /deployment: failed, and there was nothing to go back to/);
    const second = await app.fails({ fault: "pull", on: `${prefix}-api`, says: "pull access denied" });
    assert.match(second, /warning: .*worker: its last deployment failed, so it is deployed again/);
    assert.match(second, /api was not deployed: /);
    const { steps } = await app.up();
    assert.ok(changes(steps).includes("update api-service"));
  });

  it("starts the tasks of a service again that was stopped, also where autoscaling moves their number", async () => {
    app.set("slipway:environment.services", { api: { stopped: { because: "the test stops it" } } });
    await app.up();
    assert.equal(app.desired("api"), 0);
    app.set("slipway:environment.services", undefined);
    await app.up();
    assert.equal(app.desired("api"), 1);
  });
});
