import assert from "node:assert/strict";
import { answered, at, declareStack, ofType } from "../support/declare-stack.ts";
import { minimal, worker } from "../support/minimal.ts";

const withWorker = (own: Parameters<typeof worker>[0] = {}) =>
  declareStack(minimal({ services: { mail: worker(own) } }));

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

  it("pages when tasks are missing", async () => {
    const { inputs } = at(await withWorker({ min: 2, max: 2 }), "mail/mail-not-running");
    assert.deepEqual(
      [inputs.metricName, inputs.comparisonOperator, inputs.threshold],
      ["RunningTaskCount", "LessThanThreshold", 2],
    );
  });

  it("pages when its data stops, since there is none of a dead worker, but not before there has been any", async () => {
    const declared = await withWorker();
    const { inputs } = at(declared, "mail/mail-not-running");
    const page = answered(declared, "alarms/alarms-page-topic").arn;
    assert.deepEqual([inputs.treatMissingData, inputs.insufficientDataActions], ["missing", [page]]);
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
