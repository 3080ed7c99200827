import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { SCALABLE_TARGET, SCALING_POLICY } from "../../../sandbox/models/scaling-tokens.ts";
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

  it("takes its policies with it", () => {
    const { cloud, scalable } = scaling();
    cloud.make(SCALING_POLICY, { name: "cpu", resourceId: "service/shop/api", ...tracking({}) });
    cloud.delete(scalable);
    assert.deepEqual(cloud.account.all(SCALING_POLICY), []);
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
