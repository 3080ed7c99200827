import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { SCALABLE_TARGET, SCALING_POLICY, SCHEDULED_ACTION } from "../../../sandbox/models/scaling-tokens.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, serviceInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";

const target: Values = {
  resourceId: "service/shop/api",
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  minCapacity: 1,
  maxCapacity: 4,
};
const tracking = (more: Values): Values => ({
  policyType: "TargetTrackingScaling",
  targetTrackingScalingPolicyConfiguration: {
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
    ...more,
  },
});

/** The app with a service that scales. */
function scaling() {
  const all = app();
  all.cloud.make(token.service, serviceInputs(all));
  const scalable = all.cloud.make(SCALABLE_TARGET, target);
  return { ...all, scalable };
}

type Scaling = ReturnType<typeof scaling>;
const policy = (more: (of: Scaling) => Values) => () => {
  const all = scaling();
  const { minCapacity: _, maxCapacity: __, ...what } = target;
  return all.cloud.creating(SCALING_POLICY, { name: "cpu", ...what, ...tracking({}), ...more(all) });
};
const asItIs = policy(() => ({}));

describe("the sandbox's scalable target", () => {
  breaks("scalable-target-capacity", "a least above the most", { minCapacity: 5, maxCapacity: 4 }, "minCapacity 5");
  passes("scalable-target-capacity", "a least that is the most", { minCapacity: 4, maxCapacity: 4 });
  breaks(
    "scalable-target-dimension",
    "another dimension",
    { ...target, scalableDimension: "ecs:service:Count" },
    "ecs:service:DesiredCount",
  );
  breaks("scalable-target-dimension", "another service of AWS", { serviceNamespace: "rds" }, "not modelled");
  passes("scalable-target-dimension", "the count of a service", target);
  const asked = (resourceId: string) => () => {
    const all = app();
    all.cloud.make(token.service, serviceInputs(all));
    return all.cloud.creating(SCALABLE_TARGET, { ...target, resourceId });
  };
  breaks(
    "scalable-target-service-exists",
    "a service of nowhere",
    asked("service/shop/web"),
    "ECS service doesn't exist",
  );
  passes("scalable-target-service-exists", "a service of the account", asked("service/shop/api"));
  breaks(
    "scalable-target-once",
    "a service that scales already",
    () => scaling().cloud.creating(SCALABLE_TARGET, target),
    "keep one Target",
  );
  passes("scalable-target-once", "a service that does not scale yet", asked("service/shop/api"));

  it("takes its policies and scheduled actions with it", () => {
    const { cloud, scalable } = scaling();
    cloud.make(SCALING_POLICY, { name: "cpu", resourceId: "service/shop/api", ...tracking({}) });
    cloud.make(SCHEDULED_ACTION, scheduled);
    cloud.delete(scalable);
    assert.deepEqual([...cloud.account.all(SCALING_POLICY), ...cloud.account.all(SCHEDULED_ACTION)], []);
  });
});

describe("the sandbox's scaling policy", () => {
  breaks(
    "scaling-policy-shape",
    "a metric that is none",
    tracking({ predefinedMetricSpecification: { predefinedMetricType: "CPU" } }),
    "ECSServiceAverageCPUUtilization",
  );
  breaks("scaling-policy-shape", "a target of zero", tracking({ targetValue: 0 }), "above 0");
  breaks(
    "scaling-policy-shape",
    "two metrics",
    tracking({ customizedMetricSpecification: { metricName: "Jobs" } }),
    "either a predefined or a customized",
  );
  breaks("scaling-policy-shape", "a type that is none", { policyType: "Tracking" }, "TargetTrackingScaling");
  passes("scaling-policy-shape", "the CPU of a service", tracking({}));
  breaks(
    "scaling-policy-target-exists",
    "what is no scalable target",
    policy(() => ({ resourceId: "service/shop/web" })),
    "No scalable target registered",
  );
  passes("scaling-policy-target-exists", "a scalable target", asItIs);
  const requests = (label: (of: Scaling) => string) =>
    policy((of) =>
      tracking({
        predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget", resourceLabel: label(of) },
      }),
    );
  breaks(
    "scaling-policy-request-label",
    "requests of a load balancer of nowhere",
    requests(() => "app/none/1/targetgroup/none/1"),
    "resource label",
  );
  passes(
    "scaling-policy-request-label",
    "requests of the service's target group",
    requests(({ balancer, targets }) => `${balancer.outputs.arnSuffix}/${targets.outputs.arnSuffix}`),
  );
  const second = (name: string) =>
    policy(({ cloud }) => {
      cloud.make(SCALING_POLICY, { name: "cpu", resourceId: "service/shop/api", ...tracking({}) });
      return { name };
    });
  breaks("scaling-policy-name-once", "the name of another", second("cpu"), "choose another name");
  passes("scaling-policy-name-once", "a name of its own", second("memory"));
});

/** Metric math of the depth of a queue for each task. */
const math = (...metrics: Values[]) =>
  tracking({ predefinedMetricSpecification: undefined, customizedMetricSpecification: { metrics } });
const stat = (namespace: string, metricName: string, dimensions: Values = {}) => ({
  stat: "Average",
  metric: {
    namespace,
    metricName,
    dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
  },
});
const perTask = { id: "perTask", expression: "depth / FILL(tasks, 1)", returnData: true };
const depth = { id: "depth", metricStat: stat("slipway/shop", "QueueDepth", { Service: "mail" }), returnData: false };
const running = { ClusterName: "shop", ServiceName: "api" };
const tasks = {
  id: "tasks",
  metricStat: stat("ECS/ContainerInsights", "RunningTaskCount", running),
  returnData: false,
};

describe("the sandbox's scaling policy on metric math", () => {
  breaks("scaling-policy-metric-math", "no number", math({ ...perTask, returnData: false }, depth, tasks), "0 do");
  breaks("scaling-policy-metric-math", "two numbers", math(perTask, { ...depth, returnData: true }, tasks), "2 do");
  breaks("scaling-policy-metric-math", "an id twice", math(perTask, depth, { ...tasks, id: "depth" }), "used twice");
  breaks("scaling-policy-metric-math", "an id that is missing", math(perTask, depth), '"tasks"');
  breaks(
    "scaling-policy-metric-math",
    "a line that is both",
    math({ ...perTask, metricStat: depth.metricStat }, depth, tasks),
    "give one",
  );
  passes("scaling-policy-metric-math", "messages for each task", math(perTask, depth, tasks));

  const measured = (metric: Values) => policy(() => math(perTask, depth, { ...tasks, metricStat: metric }));
  breaks(
    "scaling-policy-metrics-exist",
    "a metric that ECS does not publish",
    measured(stat("ECS/ContainerInsights", "Tasks", running)),
    "alarm-metrics.ts",
  );
  breaks(
    "scaling-policy-metrics-exist",
    "a service of nowhere",
    measured(stat("ECS/ContainerInsights", "RunningTaskCount", { ...running, ServiceName: "web" })),
    "ServiceName",
  );
  passes("scaling-policy-metrics-exist", "metrics of the service and of its own", measured(tasks.metricStat));
});

const scheduled: Values = {
  name: "evening",
  resourceId: "service/shop/api",
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  schedule: "cron(0 20 * * ? *)",
  timezone: "Europe/Athens",
  scalableTargetAction: { minCapacity: 1, maxCapacity: 2 },
};

describe("the sandbox's scheduled action", () => {
  const of =
    (more: Values, before: (of: Scaling) => void = () => {}) =>
    () => {
      const all = scaling();
      before(all);
      return all.cloud.creating(SCHEDULED_ACTION, { ...scheduled, ...more });
    };
  breaks("scheduled-action-name-shape", "a name with a colon", { name: "at 20:00" }, "at 20:00");
  passes("scheduled-action-name-shape", "a name with a hyphen", { name: "shop-api-0a1b2c" });
  breaks("scheduled-action-schedule", "a cron of five fields", { schedule: "cron(0 20 * * ?)" }, "6 fields");
  breaks("scheduled-action-schedule", "a zone of nowhere", { ...scheduled, timezone: "Europe/Atlantis" }, "Atlantis");
  passes("scheduled-action-schedule", "every evening in Athens", scheduled);
  breaks("scheduled-action-capacity", "no change", { scalableTargetAction: {} }, "sets nothing");
  breaks(
    "scheduled-action-capacity",
    "a least above the most",
    { scalableTargetAction: { minCapacity: 3, maxCapacity: 2 } },
    "minCapacity 3",
  );
  passes("scheduled-action-capacity", "a least below the most", scheduled);
  breaks("scheduled-action-target-exists", "no target", of({ resourceId: "service/shop/web" }), "No scalable target");
  passes("scheduled-action-target-exists", "a scalable target", of({}));
  breaks(
    "scheduled-action-name-once",
    "the name of another",
    of({}, ({ cloud }) => cloud.make(SCHEDULED_ACTION, scheduled)),
    "choose another name",
  );
  passes("scheduled-action-name-once", "a name of its own", of({}));
});
