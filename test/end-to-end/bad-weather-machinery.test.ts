import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { routedPath } from "../../config/relations.ts";
import { listenerPriorities } from "../../lib/listener-priority.ts";
import type { Recovery } from "../../sandbox/run/recover.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { project, SmallApp } from "../support/end-to-end/small-app.ts";
import { changes } from "../support/end-to-end/steps.ts";

const routes = "slipway:app.services.api.routes";
const LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";

describeOnEngine("an environment in bad weather", () => {
  let app: SmallApp;
  before(() => {
    app = new SmallApp();
  });
  after(() => app.remove());

  it("comes up while AWS throttles and shows late what it made, and lets no second run in meanwhile", async () => {
    const first = app.start({ fault: "weather", seed: 7 });
    while (!existsSync(app.copy.path(".slipway", project, "lock")) && first.process.exitCode === null) {
      await sleep(20);
    }
    const second = await app.try();
    const { code, stdout, stderr } = await first.ended;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^the second preview is empty: nothing is left to change$/m);
    assert.equal(second.code, 1);
    assert.match(
      second.stderr,
      new RegExp(
        `^the sandbox of harbour is in use by process ${first.process.pid} on \\S+ since \\S+ \\(up staging\\): wait for it to end\\n$`,
      ),
    );
    app.isConsistent();
    app.serving("api");
  });

  it("is changed while AWS throttles every call of one kind", async () => {
    app.release();
    await app.up({ fault: "throttle", on: "aws:ecs/*", operation: "update", times: 99 });
    app.serving("api");
  });

  it("goes on serving when the engine is killed in the middle of a deployment, and is recovered as it says", async () => {
    app.release();
    const killed = await app.try({ fault: "kill", on: "api-service", operation: "update" });
    assert.equal(killed.signal, "SIGKILL", killed.stderr);
    app.serving("api");
    const refused = await app.try();
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /which no longer runs: run `npx slipway recover staging --sandbox` first/);
    const recovered = await app.copy.slipway(["recover", "staging", "--sandbox", "--json"]);
    assert.equal(recovered.code, 0, recovered.stderr);
    const recovery: Recovery = JSON.parse(recovered.stdout);
    assert.equal(recovery.droppedLock, true);
    await app.up();
    app.isConsistent();
    app.serving("api");
  });

  it("takes a route that collides with another, and lets it go again, without one rule waiting for the other's priority", async () => {
    const [one, other] = collidingPaths();
    app.set(routes, ["/*", one]);
    await app.up();
    app.set(routes, ["/*", one, other]);
    await app.up();
    app.serving("api");
    app.set(routes, ["/*", other]);
    await app.up();
    app.set(routes, undefined);
    await app.up();
    app.serving("api");
  });

  it("loses a service whose route others lie under, also when AWS fails in the middle of it, and the others go on serving", async () => {
    const admin = { kind: "web", image: "api", port: 8000, health: "/health", routes: ["/admin/*"] };
    app.set("slipway:app.services.admin", admin);
    await app.up();
    app.set("slipway:app.services.admin", undefined);
    const fault = { fault: "error", on: LISTENER_RULE, operation: "delete", says: "InternalFailure: try again" };
    const stderr = await app.fails(fault);
    assert.match(stderr, /InternalFailure: try again/);
    app.serving("api");
    const { steps } = await app.up();
    assert.ok(
      changes(steps).every((step) => step.startsWith("delete ") || step.startsWith("update ")),
      changes(steps).join(),
    );
    app.serving("api");
    const left = app.copy
      .inAccounts(project)
      .filter(({ inputs }) => JSON.stringify(inputs).includes("shop-staging-admin"));
    assert.deepEqual(
      left.filter(({ type }) => !type.startsWith("sandbox:")),
      [],
    );
  });
});

/** Two paths of one width that the hash puts into the same slot. */
function collidingPaths(): readonly [string, string] {
  const routed = Array.from({ length: 200 }, (_, at) => {
    const path = `/p${String(at).padStart(3, "0")}/*`;
    return routedPath("api", { key: path, path });
  });
  for (const [at, one] of routed.entries()) {
    for (const other of routed.slice(at + 1)) {
      const slots = [...listenerPriorities([one, other]).values()];
      if (slots.every(({ movedBy, clashesWith }) => movedBy !== undefined && clashesWith === undefined)) {
        return [one.path, other.path];
      }
    }
  }
  return assert.fail("no two of them collide");
}
