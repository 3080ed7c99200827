import assert from "node:assert/strict";
import type { Values } from "../../../sandbox/model.ts";
import { weightsOf } from "../../../sandbox/models/listener-weights.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, arnOf, roleWith, serviceInputs } from "./app.ts";
import { breaks, passes } from "./cases.ts";
import { type App, appWith, breaker, revision, update } from "./deployed.ts";
import { targetGroupInputs } from "./fixtures.ts";

const steps: Readonly<Record<string, Values>> = {
  CANARY: { canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: "2" } },
  LINEAR: { linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: "2" } },
};

/** The app with a service that shifts requests between two groups. */
function shifting(all: App, strategy = "CANARY") {
  const { role } = roleWith(all.cloud, "shift", "ecs.amazonaws.com", [[["elasticloadbalancing:ModifyRule"], ["*"]]]);
  const alternate = all.cloud.make(token.targetGroup, targetGroupInputs(all.vpc.id, "alternate"));
  const [primaryArn, alternateArn] = [arnOf(all.targets), arnOf(alternate)];
  const targetGroups = [
    { arn: primaryArn, weight: 1 },
    { arn: alternateArn, weight: 0 },
  ];
  const rule = all.cloud.make(token.listenerRule, {
    listenerArn: all.listener.outputs.arn,
    priority: 10,
    conditions: [{ pathPattern: { values: ["/*"] } }],
    actions: [{ type: "forward", forward: { targetGroups } }],
  });
  const advancedConfiguration = {
    alternateTargetGroupArn: alternateArn,
    productionListenerRule: rule.outputs.arn,
    roleArn: arnOf(role),
  };
  const balancer = { containerName: "api", containerPort: 8080, targetGroupArn: primaryArn, advancedConfiguration };
  const more = { deploymentConfiguration: { strategy, ...steps[strategy] }, loadBalancers: [balancer], ...breaker };
  const service = all.cloud.make(token.service, serviceInputs(all, more));
  const weights = () => {
    const now = all.cloud.account.byArn(arnOf(rule));
    assert.ok(now);
    const { [primaryArn]: primary, [alternateArn]: other } = weightsOf(now);
    return [primary, other];
  };
  return { service, weights };
}

describe("a deployment that shifts requests in the sandbox", () => {
  for (const strategy of ["BLUE_GREEN", "CANARY", "LINEAR"]) {
    it(`leaves the requests at the other group when it is ${strategy}, and the next one brings them back`, () => {
      const all = app();
      const { service, weights } = shifting(all, strategy);
      assert.deepEqual(weights(), [1, 0]);
      update(all, service, { taskDefinition: revision(all) });
      assert.deepEqual(weights(), [0, 100]);
      update(all, service, { taskDefinition: revision(all) });
      assert.deepEqual(weights(), [100, 0]);
    });
  }

  it("leaves the weights as they were when it is rolled back, after one deployment and after two", () => {
    const all = appWith({ fault: "exit", on: "shop-api", from: 3 }, { fault: "exit", on: "shop-api", from: 5 });
    const { service, weights } = shifting(all);
    update(all, service, { taskDefinition: revision(all) });
    assert.throws(() => update(all, service, { taskDefinition: revision(all) }), /rolled back/);
    assert.deepEqual(weights(), [0, 100]);
    update(all, service, { taskDefinition: revision(all) });
    assert.deepEqual(weights(), [100, 0]);
    assert.throws(() => update(all, service, { taskDefinition: revision(all) }), /rolled back/);
    assert.deepEqual(weights(), [100, 0]);
  });

  const toRolling = (deployments: number) => () => {
    const all = app();
    const { service } = shifting(all);
    for (let n = 0; n < deployments; n += 1) update(all, service, { taskDefinition: revision(all) });
    const now = all.cloud.account.get(token.service, service.id) ?? service;
    return all.cloud.updating(now, { deploymentConfiguration: { strategy: "ROLLING" } });
  };
  breaks(
    "service-rolling-in-primary",
    "ROLLING while the requests go to the alternate group",
    toRolling(1),
    "deploy once more",
  );
  passes("service-rolling-in-primary", "ROLLING when the requests are back at the primary group", toRolling(2));
});
