import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { failedRunsMetric, stoppedTasksMetric, TaskEvents } from "../../components/task-events.ts";
import { picks } from "../cloud/filter-pattern.ts";
import { type Stopped, stoppedTaskEvent } from "../cloud/task-event.ts";
import { answered, at, declareComponent, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";

const clusterArn = "arn:aws:ecs:eu-north-1:111111111111:cluster/shop-staging-cluster";

const withEvents = (use: (events: TaskEvents) => void = () => {}) =>
  declareComponent(() => {
    const cluster = { arn: pulumi.output(clusterArn) };
    use(new TaskEvents("task-events", { prefix: "shop-staging", cluster, logRetentionDays: 7 }));
  });

describe("TaskEvents", () => {
  it("keep tasks of this cluster that stopped of themselves, and not those that a deployment stopped", async () => {
    const { inputs } = at(await withEvents(), "task-events/task-events-rule");
    assert.deepEqual(JSON.parse(String(inputs.eventPattern)), {
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        clusterArn: [clusterArn],
        lastStatus: ["STOPPED"],
        stopCode: ["EssentialContainerExited", "TaskFailedToStart"],
      },
    });
  });

  it("let this one rule write to their log and nobody else's, before anything is sent there", async () => {
    const declared = await withEvents();
    const policy = at(declared, "task-events/task-events-policy");
    const rule = answered(declared, "task-events/task-events-rule").arn;
    const write = statementsOf(policy, "policyDocument").find(({ Action }) => Action === "logs:PutLogEvents");
    assert.deepEqual(write?.Condition, { ArnEquals: { "aws:SourceArn": rule } });
    assert.equal(write?.Resource, `${answered(declared, "task-events/task-events-log").arn}:*`);
    assert(at(declared, "task-events/task-events-target").dependsOn.includes(policy.urn));
  });

  it("are forgotten when the stack's logs are", async () => {
    const { inputs } = at(await withEvents(), "task-events/task-events-log");
    assert.deepEqual([inputs.name, inputs.retentionInDays], ["/slipway/shop-staging/task-events", 7]);
  });
});

/** Whether a pattern picks an event, whatever CloudWatch makes of a field that is not there. */
const eachWay = (patterns: readonly string[], stopped: Stopped) => {
  const event = stoppedTaskEvent(stopped);
  return [false, true].map(
    (missingDiffers) => patterns.filter((pattern) => picks(pattern, event, missingDiffers)).length,
  );
};

describe("a metric of stopped tasks", () => {
  it("is one of all services, each by its name, since a log group takes 100 filters and an app may have more workers", async () => {
    let metric: unknown;
    const declared = await withEvents((events) => {
      metric = stoppedTasksMetric(events, "shop-staging-mail");
    });
    assert.deepEqual(metric, {
      namespace: "slipway/shop-staging",
      metricName: "task-events-stopped",
      statistic: "Sum",
      dimensions: { Group: "service:shop-staging-mail" },
    });
    const filters = ofType(declared, "LogMetricFilter");
    assert.deepEqual(
      filters.map(({ inputs }) => inputs.metricTransformation),
      [
        {
          namespace: "slipway/shop-staging",
          name: "task-events-stopped",
          value: "1",
          dimensions: { Group: "$.detail.group" },
        },
      ],
    );
  });

  it("counts each task of a service that stopped, and no run of a job", async () => {
    const [filter] = ofType(await withEvents(), "LogMetricFilter");
    const patterns = [String(filter?.inputs.pattern)];
    const exitCodes = { mail: 0 };
    assert.deepEqual(eachWay(patterns, { group: "service:shop-staging-mail", exitCodes }), [1, 1]);
    assert.deepEqual(eachWay(patterns, { group: "family:shop-staging-mail", exitCodes }), [0, 0]);
  });
});

describe("a metric of failed runs", () => {
  const filters = async (count: Parameters<typeof failedRunsMetric>[2]) => {
    let metric: unknown;
    const declared = await withEvents((events) => {
      metric = failedRunsMetric("nightly-failures", events, count, { parent: events });
    });
    assert.deepEqual(metric, { namespace: "slipway/shop-staging", metricName: "nightly-failures", statistic: "Sum" });
    return ofType(declared, "LogMetricFilter")
      .filter(({ name }) => name.startsWith("nightly-"))
      .map(({ name, inputs }) => [name, Object(inputs)]);
  };

  it("has one filter for each container that should end well, all of which count into it", async () => {
    const exitCodes = { containers: ["nightly", "slipway-init"], outOf: 3 };
    const all = await filters({ family: "shop-staging-nightly", exitCodes });
    assert.deepEqual(
      all.map(([name, inputs]) => [name, inputs.metricTransformation.name]),
      [
        ["nightly-failures-nightly", "nightly-failures"],
        ["nightly-failures-slipway-init", "nightly-failures"],
      ],
    );
    assert(all.every(([, { pattern }]) => pattern.includes("containers[2]") && !pattern.includes("containers[3]")));
  });

  const counted = async (count: Parameters<typeof failedRunsMetric>[2], stopped: Stopped) =>
    eachWay(
      (await filters(count)).map(([, { pattern }]) => String(pattern)),
      stopped,
    );
  const nightly = {
    family: "shop-staging-nightly",
    exitCodes: { containers: ["nightly", "slipway-init"], outOf: 3 },
  };

  it("counts no run of another family, whose name may begin alike", async () => {
    const exitCodes = { nightly: 1, "slipway-init": 0, notes: 0 };
    assert.deepEqual(await counted(nightly, { group: "family:shop-staging-nightly-2", exitCodes }), [0, 0]);
    assert.deepEqual(await counted(nightly, { group: "service:shop-staging-nightly", exitCodes }), [0, 0]);
  });

  it("counts a run that ended badly once, wherever the container stands in the event", async () => {
    const group = "family:shop-staging-nightly";
    const bad = { notes: 143, nightly: 1, "slipway-init": 0 };
    assert.deepEqual(await counted(nightly, { group, exitCodes: bad }), [1, 1]);
    const first = { nightly: 137, "slipway-init": 0, notes: 0 };
    assert.deepEqual(await counted(nightly, { group, exitCodes: first }), [1, 1]);
  });

  it("counts no run that ended well, whatever a sidecar says when it is stopped with it", async () => {
    const group = "family:shop-staging-nightly";
    assert.deepEqual(
      await counted(nightly, { group, exitCodes: { nightly: 0, "slipway-init": 0, notes: 143 } }),
      [0, 0],
    );
    assert.deepEqual(await counted(nightly, { group, exitCodes: { notes: 0, "slipway-init": 0, nightly: 0 } }), [0, 0]);
  });

  it("counts a run that never came to its work, since an alarm at the first one is what it is for", async () => {
    const group = "family:shop-staging-nightly";
    const cut = { "slipway-init": 1, nightly: undefined, notes: undefined };
    for (const count of await counted(nightly, { group, exitCodes: cut })) {
      assert(count >= 1);
    }
    const none = { "slipway-init": undefined, nightly: undefined, notes: undefined };
    for (const count of await counted(nightly, { group, exitCodes: none, stopCode: "TaskFailedToStart" })) {
      assert(count >= 1);
    }
  });
});
