import assert from "node:assert/strict";
import { cacheQueueMetrics } from "../../components/queue-metrics.ts";
import { declareWorker, foundation } from "../support/around-service.ts";
import { answered, at, ofType } from "../support/declare-stack.ts";
import type { worker } from "../support/minimal.ts";

const withWorker = declareWorker;

describe("Worker", () => {
  it("is reached by nobody", async () => {
    const declared = await withWorker();
    const firewall = answered(declared, "mail/mail/mail-firewall").id;
    assert.deepEqual(
      ofType(declared, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.securityGroupId === firewall),
      [],
    );
    assert.deepEqual(ofType(declared, "TargetGroup"), []);
  });

  it("never has two tasks when there must be exactly one: the old one stops before the new one starts", async () => {
    const { inputs } = at(await withWorker({ exactlyOne: true }), "mail/mail-service");
    assert.deepEqual([inputs.deploymentMinimumHealthyPercent, inputs.deploymentMaximumPercent], [0, 100]);
    // Rebalancing would start a second task in another zone.
    assert.equal(inputs.availabilityZoneRebalancing, "DISABLED");
  });

  it("starts the new task first when two at once do no harm", async () => {
    const { inputs } = at(await withWorker(), "mail/mail-service");
    assert.deepEqual([inputs.deploymentMinimumHealthyPercent, inputs.deploymentMaximumPercent], [100, 200]);
  });

  it("is missed when no task runs where nobody counts them: ECS is silent about it then", async () => {
    const cluster = { ...foundation.cluster, insights: false };
    const { inputs } = at(await declareWorker({}, { cluster }), "mail/mail-not-running");
    assert.deepEqual(
      [inputs.namespace, inputs.comparisonOperator, inputs.threshold, inputs.treatMissingData],
      ["AWS/ECS", "LessThanThreshold", 0, "breaching"],
    );
  });

  it("is not missed where there may be no task at all", async () => {
    const none = await withWorker({ min: 0, max: 3 });
    assert.deepEqual(
      ofType(none, "MetricAlarm").filter(({ name }) => name === "mail-not-running"),
      [],
    );
  });

  it("tells early of more messages than all of its tasks are meant to have", async () => {
    const { alarms, queue } = { ...foundation, queue: cacheQueueMetrics("shop-staging", "mail", "rq") };
    const scale = { queuePerTask: 50, schedules: [], cooldownSeconds: 300 };
    const declared = await declareWorker({ max: 4, scale }, { queue, alarms: { ...alarms, earlyWarnings: true } });
    assert.equal(at(declared, "mail/mail-backlog").inputs.threshold, 400);
  });

  it("tells of tasks that keep ending, counted from what ECS says of them", async () => {
    const declared = await withWorker();
    const { inputs } = at(declared, "mail/mail-restarts");
    assert.deepEqual(
      [inputs.namespace, inputs.metricName, inputs.dimensions, inputs.threshold],
      ["slipway/shop-staging", "task-events-stopped", { Group: "service:shop-staging-mail" }, 3],
    );
  });

  it("rolls, goes back by itself when a deployment fails, and is waited for until ECS has given up", async () => {
    const { inputs, timeouts } = at(await withWorker({ maxDeployMinutes: 12 }), "mail/mail-service");
    assert.deepEqual(inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.deepEqual(timeouts, { create: "24m", update: "24m", delete: "24m" });
  });

  it("does not page about a worker that is off", async () => {
    const declared = await withWorker({ off: { because: "nobody works on it now" } });
    assert.deepEqual(
      ofType(declared, "MetricAlarm").filter(({ name }) => name === "mail-not-running"),
      [],
    );
  });

  it("takes spare capacity only where somebody said why", async () => {
    const strategy = async (own: Parameters<typeof worker>[0]) =>
      at(await withWorker(own), "mail/mail-service").inputs.capacityProviderStrategies;
    assert.deepEqual(await strategy({}), [{ capacityProvider: "FARGATE", base: 0, weight: 1 }]);
    assert.deepEqual(await strategy({ spot: { because: "it may be interrupted" } }), [
      { capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 },
    ]);
  });
});
