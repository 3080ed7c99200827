import assert from "node:assert/strict";
import { type Deployed, deploySeconds, deployTime, type Shift, waitsOf } from "../../lib/deploy-time.ts";

function sum(strategy: Shift["strategy"], own: Partial<Shift> = {}): string {
  return waitsOf({ strategy, percent: 10, stepMinutes: 2, bakeMinutes: 3, ...own }).sum;
}

describe("waitsOf", () => {
  it("adds the first step of a canary and the bake", () => {
    assert.equal(sum("canary"), "2 (first 10 %) + 3 (bake) = 5 minutes");
  });

  it("waits between the steps of a linear deployment, not after the last one, which has all requests", () => {
    assert.equal(sum("linear", { percent: 50 }), "1 × 2 (steps of 50 %) + 3 (bake) = 5 minutes");
    assert.equal(sum("linear", { percent: 10 }), "9 × 2 (steps of 10 %) + 3 (bake) = 21 minutes");
  });

  it("counts the step that is left over as AWS does: 11 % makes nine waits", () => {
    assert.equal(sum("linear", { percent: 11 }), "9 × 2 (steps of 11 %) + 3 (bake) = 21 minutes");
  });

  it("has no step where all requests move at once", () => {
    assert.equal(sum("blue-green"), "3 (bake) = 3 minutes");
    assert.equal(sum("canary", { percent: 100 }), "3 (bake) = 3 minutes");
    assert.equal(sum("linear", { percent: 100 }), "3 (bake) = 3 minutes");
  });

  it("is nothing for a rolling deployment, which never bakes", () => {
    assert.equal(waitsOf({ strategy: "rolling", percent: 10, stepMinutes: 2, bakeMinutes: 0 }).minutes, 0);
  });
});

describe("how long a release takes", () => {
  const rest = { stopSeconds: 30, rollbackOn: [] };
  const health = { intervalSeconds: 10, healthyAfter: 3 };
  const web = (deploy: Partial<Shift> = {}, own: object = {}): Deployed => ({
    kind: "web",
    ...rest,
    health,
    deregistrationSeconds: 60,
    deploy: { strategy: "rolling", percent: 10, stepMinutes: 2, bakeMinutes: 3, ...deploy },
    ...own,
  });
  const worker = (own: object = {}): Deployed => ({ kind: "worker", ...rest, ...own });

  it("is start, checks, drain and stop of a web service, without the waits that rolling does not have", () => {
    assert.equal(deploySeconds(web()), 60 + 30 + 60 + 30);
  });

  it("has the waits of the steps on top", () => {
    assert.equal(deploySeconds(web({ strategy: "canary" })), 180 + 5 * 60);
    assert.equal(deploySeconds(web({ strategy: "linear", percent: 50 })), 180 + 5 * 60);
    assert.equal(deploySeconds(web({ strategy: "blue-green" })), 180 + 3 * 60);
  });

  it("has the time that ECS watches the alarms of a rolling service, if it has any", () => {
    assert.equal(deploySeconds(web({}, { rollbackOn: ["errors"] })), 180 + 180);
    assert.equal(deploySeconds(web({ strategy: "blue-green" }, { rollbackOn: ["errors"] })), 180 + 180);
  });

  it("has the container's own check, of which one must pass", () => {
    assert.equal(deploySeconds(worker({ containerHealth: { intervalSeconds: 15 } })), 60 + 15 + 30);
  });

  it("is the slowest worker and then the slowest web service, after the migrations", () => {
    const services = {
      mail: worker(),
      slow: worker({ stopSeconds: 90 }),
      api: web({ strategy: "canary" }),
      site: web(),
    };
    const { minutes, migrationMinutes, sum } = deployTime(services, [{ timeoutMinutes: 15 }, { timeoutMinutes: 5 }]);
    assert.deepEqual([minutes, migrationMinutes], [10.5, 15]);
    assert.equal(
      sum,
      "worker slow 2.5 (start 1, stop 1.5) + web api 8 (start 1, healthy 0.5, canary 5, drain 1, stop 0.5) = 10.5 minutes, " +
        "after a migration of at most 15",
    );
  });

  it("is the slowest of all in a rollback, where no service waits for a worker", () => {
    const back = { isGoingBack: true };
    const services = { slow: worker({ stopSeconds: 90, ...back }), api: web({}, back), mail: worker(back) };
    assert.match(deployTime(services, []).sum, /^web api 3 \([^)]+\) = 3 minutes$/);
  });

  it("does not say twice what a service is that is named after its kind", () => {
    assert.match(deployTime({ worker: worker() }, []).sum, /^worker 1\.5 \(/);
  });

  it("is nothing where there is nothing to deploy", () => {
    assert.equal(deployTime({}, []).sum, "nothing = 0 minutes");
  });
});
