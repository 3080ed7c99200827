import assert from "node:assert/strict";
import { Service } from "@pulumi/aws/ecs/service.js";
import * as pulumi from "@pulumi/pulumi";
import { cacheQueueMetrics, sqsQueueMetrics } from "../../components/queue-metrics.ts";
import { type ScalingArgs, type ScalingSignal, scaled, scaling, scalingMetric } from "../../components/scaling.ts";
import { at, declareComponent, ofType, paths } from "../support/declare-stack.ts";
import { metricMath, type Series } from "../support/metric-math.ts";

const args: ScalingArgs = {
  place: { prefix: "shop-staging" },
  cluster: { clusterName: pulumi.output("shop-staging-cluster") },
  min: 1,
  max: 4,
  scale: { schedules: [], cooldownSeconds: 300 },
};
const evening = { at: "cron(0 20 ? * MON-FRI *)", timeZone: "Europe/Athens", min: 0, max: 1 };
const morning = { at: "cron(0 7 ? * MON-FRI *)", timeZone: "Europe/Athens", min: 2, max: 8 };

function declared(own: Partial<ScalingArgs>, more: Readonly<Record<string, ScalingSignal>> = {}) {
  return declareComponent(() => {
    class Group extends pulumi.ComponentResource {
      constructor() {
        super("slipway:test:Group", "mail");
        const parent = { parent: this };
        const service = new Service("mail-service", { name: "shop-staging-mail" }, parent);
        scaling("mail", { ...args, ...own }, service, more, parent);
      }
    }
    new Group();
  });
}

/** What a policy of the service keeps, and by what. */
async function policyOf(key: string, own: Partial<ScalingArgs>, more?: Readonly<Record<string, ScalingSignal>>) {
  const { inputs } = at(await declared(own, more), `mail/mail-scaling-${key}`);
  return Object(inputs.targetTrackingScalingPolicyConfiguration);
}

describe("scaling", () => {
  it("keeps CPU and memory where they should be, and goes down more slowly than up", async () => {
    const scale = { ...args.scale, cpuPercent: 60, memoryPercent: 70 };
    const cpu = await policyOf("cpu", { scale });
    assert.deepEqual(
      [cpu.predefinedMetricSpecification.predefinedMetricType, cpu.targetValue],
      ["ECSServiceAverageCPUUtilization", 60],
    );
    assert.deepEqual([cpu.scaleInCooldown, cpu.scaleOutCooldown], [300, 60]);
    assert.equal((await policyOf("memory", { scale })).targetValue, 70);
  });

  it("keeps so many messages of a cache's queue for each task that runs", async () => {
    const queue = cacheQueueMetrics("shop-staging", "mail", "bullmq");
    const policy = await policyOf("queue", { queue, scale: { ...args.scale, queuePerTask: 50 } });
    assert.equal(policy.targetValue, 50);
    const [, , depth, tasks] = policy.customizedMetricSpecification.metrics;
    assert.deepEqual(depth.metricStat.metric, {
      namespace: "slipway/shop-staging",
      metricName: "QueueDepth",
      dimensions: [{ name: "Service", value: "mail" }],
    });
    assert.deepEqual(tasks.metricStat.metric.dimensions, [
      { name: "ClusterName", value: "shop-staging-cluster" },
      { name: "ServiceName", value: "shop-staging-mail" },
    ]);
  });

  it("takes the tasks of the minute before for those that are late, one for none, and no number for no depth", async () => {
    const queue = cacheQueueMetrics("shop-staging", "mail", "bullmq");
    const policy = await policyOf("queue", { queue, scale: { ...args.scale, queuePerTask: 50 } });
    const perTask = (metrics: Readonly<Record<string, Series>>) =>
      metricMath(policy.customizedMetricSpecification.metrics, metrics);
    assert.deepEqual(perTask({ depth: [90, 90, 90], tasks: [2, 3, undefined] }), [45, 30, 30]);
    assert.deepEqual(perTask({ depth: [90, 90, 0] }), [90, 90, 0]);
    assert.deepEqual(perTask({ depth: [90, 90, 90], tasks: [0, 0, undefined] }), [90, 90, 90]);
    assert.deepEqual(perTask({ depth: [90, undefined, undefined], tasks: [3, 3, 3] }), [30, undefined, undefined]);
  });

  it("reads the depth of a queue of SQS where SQS publishes it", async () => {
    const queue = sqsQueueMetrics("shop-staging-orders");
    const policy = await policyOf("queue", { queue, scale: { ...args.scale, queuePerTask: 50 } });
    const [, , depth] = policy.customizedMetricSpecification.metrics;
    assert.deepEqual(
      [depth.metricStat.metric.metricName, depth.metricStat.metric.dimensions],
      ["ApproximateNumberOfMessagesVisible", [{ name: "QueueName", value: "shop-staging-orders" }]],
    );
  });

  it("takes a signal from whoever knows more, such as requests for each target", async () => {
    const requests = { namespace: "AWS/ApplicationELB", metricName: "RequestCount", dimensions: {}, stat: "Sum" };
    const metrics = [{ id: "all", expression: "one", returnData: true }, scalingMetric("one", requests)];
    const policy = await policyOf("requests", {}, { requests: { metrics, target: 1000 } });
    assert.deepEqual([policy.targetValue, policy.customizedMetricSpecification.metrics.length], [1000, 2]);
  });

  it("makes one policy after the other, because two at once on one target get in each other's way", async () => {
    const all = await declared({ scale: { ...args.scale, cpuPercent: 60, memoryPercent: 70 } });
    const [cpu, memory] = [at(all, "mail/mail-scaling-cpu"), at(all, "mail/mail-scaling-memory")];
    assert.ok(cpu.dependsOn.includes(at(all, "mail/mail-scaling").urn));
    assert.ok(memory.dependsOn.includes(cpu.urn));
  });

  it("changes its bounds by the clock of a zone, and leaves what the clock has set alone", async () => {
    const all = await declared({ scale: { ...args.scale, schedules: [morning, evening] } });
    const actions = ofType(all, "appautoscaling/scheduledAction:ScheduledAction");
    assert.deepEqual(paths(actions), [
      "mail/mail-scaling-cron(0 20 ? * MON-FRI *) Europe/Athens",
      "mail/mail-scaling-cron(0 7 ? * MON-FRI *) Europe/Athens",
    ]);
    assert.deepEqual(
      actions.map(({ inputs }) => [inputs.timezone, inputs.scalableTargetAction]),
      [
        ["Europe/Athens", { minCapacity: 0, maxCapacity: 1 }],
        ["Europe/Athens", { minCapacity: 2, maxCapacity: 8 }],
      ],
    );
    assert.deepEqual(at(all, "mail/mail-scaling").ignoreChanges, ["minCapacity", "maxCapacity"]);
    assert.equal(new Set(actions.map(({ inputs }) => inputs.name)).size, 2);
  });

  it("keeps bounds that no clock changes to what the configuration says", async () => {
    assert.deepEqual(at(await declared({}), "mail/mail-scaling").ignoreChanges, []);
  });

  it("is there for a range or a clock, and never for a service that is off", () => {
    const scale = { ...args.scale, schedules: [evening] };
    assert.equal(scaled({ ...args, min: 2, max: 2 }), false);
    assert.equal(scaled({ ...args, min: 2, max: 2, scale }), true);
    assert.equal(scaled({ ...args, scale, off: { because: "not needed now" } }), false);
  });
});
