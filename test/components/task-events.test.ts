import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { stoppedTasksMetric, TaskEvents } from "../../components/task-events.ts";
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

describe("a metric of stopped tasks", () => {
  const filters = async (count: Parameters<typeof stoppedTasksMetric>[2]) => {
    let metric: unknown;
    const declared = await withEvents((events) => {
      metric = stoppedTasksMetric("mail-stopped", events, count, { parent: events });
    });
    assert.deepEqual(metric, { namespace: "slipway/shop-staging", metricName: "mail-stopped", statistic: "Sum" });
    return ofType(declared, "LogMetricFilter").map(({ name, inputs }) => [name, Object(inputs)]);
  };

  it("counts one for each task, and nothing where none stopped", async () => {
    const [filter, ...others] = await filters({ of: "service", physicalName: "shop-staging-mail" });
    assert.deepEqual(others, []);
    assert.deepEqual(filter?.[1].metricTransformation, {
      namespace: "slipway/shop-staging",
      name: "mail-stopped",
      value: "1",
      defaultValue: "0",
    });
  });

  it("has one filter for each container that should end well, all of which count into it", async () => {
    const exitCodes = { containers: ["mail", "slipway-init"], outOf: 3 };
    const all = await filters({ of: "family", physicalName: "shop-staging-mail", exitCodes });
    assert.deepEqual(
      all.map(([name, inputs]) => [name, inputs.metricTransformation.name]),
      [
        ["mail-stopped-mail", "mail-stopped"],
        ["mail-stopped-slipway-init", "mail-stopped"],
      ],
    );
    assert(all.every(([, { pattern }]) => pattern.includes("containers[2]") && !pattern.includes("containers[3]")));
  });

  /** How much it counts for a task that stopped, and whatever CloudWatch makes of a field that is not there. */
  const counted = async (count: Parameters<typeof stoppedTasksMetric>[2], stopped: Stopped) => {
    const patterns = (await filters(count)).map(([, { pattern }]) => String(pattern));
    const event = stoppedTaskEvent(stopped);
    return [false, true].map(
      (missingDiffers) => patterns.filter((pattern) => picks(pattern, event, missingDiffers)).length,
    );
  };
  const mail = { of: "service", physicalName: "shop-staging-mail" } as const;
  const nightly = {
    of: "family",
    physicalName: "shop-staging-nightly",
    exitCodes: { containers: ["nightly", "slipway-init"], outOf: 3 },
  } as const;

  it("counts each task of its service that stopped, and none of another's", async () => {
    const exitCodes = { mail: 0 };
    assert.deepEqual(await counted(mail, { group: "service:shop-staging-mail", exitCodes }), [1, 1]);
    assert.deepEqual(await counted(mail, { group: "service:shop-staging-mailer", exitCodes }), [0, 0]);
    assert.deepEqual(await counted(mail, { group: "family:shop-staging-mail", exitCodes }), [0, 0]);
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
