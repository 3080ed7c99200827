import assert from "node:assert/strict";
import type { Stack } from "../../config/stack.ts";
import { listenerPriorities, type RoutedPath } from "../../lib/listener-priority.ts";
import { answered, at, type Declared, declareStack, ofType } from "../support/declare-stack.ts";
import { minimal, webService } from "../support/minimal.ts";

const withApi = (own: Parameters<typeof webService>[0] = {}, stack: Partial<Stack> = {}): Promise<Declared> =>
  declareStack(minimal({ services: { api: webService(own) }, ...stack }));

/** Two routes that would get the same priority if each stood alone. */
function rivals(): [RoutedPath, RoutedPath] {
  const seen = new Map<number | undefined, RoutedPath>();
  for (let index = 0; ; index++) {
    const route = { key: `/p${index}/*`, path: `/p${index}/*` };
    const priority = listenerPriorities([route]).get(route.key);
    const other = seen.get(priority);
    if (other) {
      return [other, route];
    }
    seen.set(priority, route);
  }
}

describe("WebService", () => {
  it("is reached by the load balancer on its port and by nobody else", async () => {
    const declared = await withApi();
    const firewall = answered(declared, "api/api/api-firewall").id;
    const into = ofType(declared, "SecurityGroupIngressRule").filter(
      ({ inputs }) => inputs.securityGroupId === firewall,
    );
    assert.deepEqual(
      into.map(({ inputs }) => inputs),
      [
        {
          securityGroupId: firewall,
          referencedSecurityGroupId: answered(declared, "edge/edge-firewall").id,
          ipProtocol: "tcp",
          fromPort: 8000,
          toPort: 8000,
          tags: { "slipway:resource": "staging/SecurityGroupIngressRule/api-from-edge" },
        },
      ],
    );
  });

  it("runs in private subnets without an address of its own", async () => {
    const declared = await withApi();
    assert.deepEqual(at(declared, "api/api-service").inputs.networkConfiguration, {
      subnets: ["eu-north-1a", "eu-north-1b"].map((zone) => answered(declared, `network/network-private-${zone}`).id),
      securityGroups: [answered(declared, "api/api/api-firewall").id],
      assignPublicIp: false,
    });
  });

  it("waits for its rules, since ECS refuses a target group that no listener knows", async () => {
    const declared = await withApi();
    const { dependsOn } = at(declared, "api/api-service");
    for (const path of ["api/api-route-/*", "api/api-from-edge", "api/api-edge-out"]) {
      assert(dependsOn.includes(at(declared, path).urn), path);
    }
  });

  it("sends a host's route to that host alone, and a path of every host to all", async () => {
    const routes = [
      { key: "api/*", host: "api.shop.example.com", path: "/*" },
      { key: "/api/*", path: "/api/*" },
    ];
    const declared = await withApi({ routes });
    assert.deepEqual(at(declared, "api/api-route-api/*").inputs.conditions, [
      { hostHeader: { values: ["api.shop.example.com"] } },
      { pathPattern: { values: ["/*"] } },
    ]);
    assert.deepEqual(at(declared, "api/api-route-/api/*").inputs.conditions, [{ pathPattern: { values: ["/api/*"] } }]);
  });

  it("lets a narrower route win over another service's wider one", async () => {
    const declared = await declareStack(
      minimal({
        services: { web: webService(), api: webService({ routes: [{ key: "/api/*", path: "/api/*" }] }) },
      }),
    );
    const priority = (path: string) => Number(at(declared, path).inputs.priority);
    assert(priority("api/api-route-/api/*") < priority("web/web-route-/*"));
  });

  it("gives routes of two services a priority each, also where they would like the same", async () => {
    const [one, other] = rivals();
    const declared = await declareStack(
      minimal({ services: { api: webService({ routes: [one] }), web: webService({ routes: [other] }) } }),
    );
    const priorities = ofType(declared, "ListenerRule").map(({ inputs }) => inputs.priority);
    assert.equal(new Set(priorities).size, 2);
  });

  it("names a target group anew with what replaces it, so that the new one can stand beside the old one", async () => {
    const name = async (own: Parameters<typeof webService>[0]) => at(await withApi(own), "api/api-targets").inputs.name;
    const usual = await name({});
    assert.notEqual(await name({ port: 9000 }), usual);
    assert.notEqual(await name({ protocol: "http2" }), usual);
    assert.equal(await name({ deregistrationSeconds: 120 }), usual);
  });

  it("goes back by itself when a deployment fails, and fails the update", async () => {
    const { inputs, timeouts } = at(await withApi({ maxDeployMinutes: 12 }), "api/api-service");
    assert.deepEqual(inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.equal(inputs.waitForSteadyState, true);
    assert.deepEqual(timeouts, { create: "24m", update: "24m", delete: "24m" });
  });

  it("keeps all of its tasks during a deployment", async () => {
    const { inputs } = at(await withApi(), "api/api-service");
    assert.deepEqual([inputs.deploymentMinimumHealthyPercent, inputs.deploymentMaximumPercent], [100, 200]);
  });

  it("leaves the number of tasks to autoscaling where there is a range, and only there", async () => {
    assert.deepEqual(at(await withApi({ min: 1, max: 4 }), "api/api-service").ignoreChanges, ["desiredCount"]);
    const fixed = await withApi({ min: 2, max: 2 });
    assert.deepEqual(at(fixed, "api/api-service").ignoreChanges, []);
    assert.deepEqual(ofType(fixed, "appautoscaling/target:Target"), []);
  });

  it("scales on the signals that it is told, one after the other, since two at once get in each other's way", async () => {
    const scale = { cpuPercent: 60, requestsPerTask: 500, cooldownSeconds: 300 };
    const declared = await withApi({ min: 1, max: 4, scale });
    const targets = ofType(declared, "appautoscaling/policy:Policy").map(
      ({ inputs }) => Object(inputs.targetTrackingScalingPolicyConfiguration).targetValue,
    );
    assert.deepEqual(targets, [60, 500]);
    assert(at(declared, "api/api-scaling-requests").dependsOn.includes(at(declared, "api/api-scaling-cpu").urn));
  });

  it("runs no task when it is off, and keeps all else", async () => {
    const off = await withApi({ min: 2, max: 4, off: { because: "nobody works on it now" } });
    assert.equal(at(off, "api/api-service").inputs.desiredCount, 0);
    assert.deepEqual(ofType(off, "appautoscaling/target:Target"), []);
    assert(at(off, "api/api-targets"));
  });
});
