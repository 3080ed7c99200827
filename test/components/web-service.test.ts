import assert from "node:assert/strict";
import { declareWeb } from "../support/around-service.ts";
import { answered, at, type Declared, declareStack, ofType } from "../support/declare-stack.ts";
import { type Line, metricMath } from "../support/metric-math.ts";
import { minimal, webService } from "../support/minimal.ts";

const withApi = declareWeb;
const api = (declared: Declared) => at(declared, "api/api-service");
const shifting = (strategy: "blue-green" | "canary" | "linear", own: object = {}) =>
  declareWeb({ deploy: { strategy, percent: 10, stepMinutes: 2, bakeMinutes: 3, ...own } });

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
          referencedSecurityGroupId: "sg-edge",
          ipProtocol: "tcp",
          fromPort: 8000,
          toPort: 8000,
        },
      ],
    );
  });

  it("runs in private subnets without an address of its own", async () => {
    const declared = await withApi();
    assert.deepEqual(at(declared, "api/api-service").inputs.networkConfiguration, {
      subnets: ["subnet-0", "subnet-1"],
      securityGroups: [answered(declared, "api/api/api-firewall").id],
      assignPublicIp: false,
    });
  });

  it("lets nobody open a shell in its tasks, unless the configuration says why", async () => {
    assert.equal(at(await withApi(), "api/api-service").inputs.enableExecuteCommand, false);
  });

  it("waits for its rules, since ECS refuses a target group that no listener knows", async () => {
    const declared = await withApi();
    const { dependsOn } = at(declared, "api/api-service");
    for (const path of ["api/api-route-/*", "api/api-from-edge-8000", "api/api-edge-out-8000"]) {
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

  it("opens a new port before it closes the old one, and keeps its target groups", async () => {
    const [before, after] = [await withApi(), await withApi({ port: 9000 })];
    for (const path of ["api/api-targets", "api/api-targets-alternate", "api/api-route-/*"]) {
      assert.deepEqual(at(after, path).inputs, at(before, path).inputs, path);
    }
    assert.equal(Object(api(after).inputs.loadBalancers)[0].containerPort, 9000);
    assert.deepEqual(
      [at(before, "api/api-from-edge-8000").inputs.toPort, at(after, "api/api-from-edge-9000").inputs.toPort],
      [8000, 9000],
    );
  });

  it("has both target groups and a rule over both from the first day, all requests to the first", async () => {
    const declared = await withApi();
    const [first, second] = ["api/api-targets", "api/api-targets-alternate"].map(
      (path) => answered(declared, path).arn,
    );
    assert.deepEqual(at(declared, "api/api-route-/*").inputs.actions, [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: first, weight: 1 },
            { arn: second, weight: 0 },
          ],
        },
      },
    ]);
  });

  it("leaves the weights of its rules to ECS, whatever the strategy is", async () => {
    for (const declared of [await withApi(), await shifting("canary")]) {
      assert.deepEqual(
        ofType(declared, "ListenerRule").map(({ ignoreChanges }) => ignoreChanges),
        [["actions"]],
      );
    }
  });

  it("keeps a client of a sticky service in its group, since ELB refuses a sticky task without that", async () => {
    const stickiness = async (sticky: boolean) => {
      const declared = await withApi({ sticky });
      const [action] = Object(at(declared, "api/api-route-/*").inputs.actions);
      return [Object(at(declared, "api/api-targets").inputs.stickiness).enabled, action.forward.stickiness];
    };
    assert.deepEqual(await stickiness(true), [true, { enabled: true, duration: 86_400 }]);
    assert.deepEqual(await stickiness(false), [false, undefined]);
  });

  it("names a target group anew with what a live one cannot change, so that the guard is asked before anything is lost", async () => {
    const name = async (own: Parameters<typeof webService>[0]) => at(await withApi(own), "api/api-targets").inputs.name;
    const usual = await name({});
    assert.notEqual(await name({ protocol: "http2" }), usual);
    assert.notEqual(await name({ sticky: true }), usual);
    assert.equal(await name({ deregistrationSeconds: 120 }), usual);
    const declared = await withApi();
    const { urn, hooks } = at(declared, "api/api-targets");
    assert.deepEqual(hooks, { beforeCreate: ["api-guard-targets"] });
    assert(at(declared, "api/api-targets-alternate").dependsOn.includes(urn), "a refusal must leave both as they were");
  });

  it("goes back by itself when a deployment fails, and fails the update", async () => {
    for (const declared of [await withApi({ maxDeployMinutes: 12 }), await shifting("blue-green")]) {
      assert.deepEqual(api(declared).inputs.deploymentCircuitBreaker, { enable: true, rollback: true });
      assert.equal(api(declared).inputs.waitForSteadyState, true);
    }
  });

  it("is waited for longer than its steps take, or the provider would give up in the middle of them", async () => {
    const timeout = async (declared: Promise<Declared>) => api(await declared).timeouts.update;
    assert.equal(await timeout(withApi({ maxDeployMinutes: 30 })), "60m");
    // 1 start + 0.3 healthy + 9 steps of 20 + 3 bake + 0.1 drain + 0.5 stop, and half an hour.
    assert.equal(await timeout(shifting("linear", { stepMinutes: 20 })), "215m");
  });

  it("rolls without a bake, a role or a second group in its own configuration", async () => {
    const declared = await withApi();
    assert.deepEqual(api(declared).inputs.deploymentConfiguration, { strategy: "ROLLING" });
    assert.equal(Object(api(declared).inputs.loadBalancers)[0].advancedConfiguration, undefined);
    assert.deepEqual(ofType(declared, "RolePolicyAttachment"), []);
  });

  it("tells ECS the steps of each strategy, minutes as text", async () => {
    const configuration = async (strategy: Parameters<typeof shifting>[0]) =>
      api(await shifting(strategy)).inputs.deploymentConfiguration;
    assert.deepEqual(await configuration("blue-green"), { strategy: "BLUE_GREEN", bakeTimeInMinutes: "3" });
    assert.deepEqual(await configuration("canary"), {
      strategy: "CANARY",
      bakeTimeInMinutes: "3",
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: "2" },
    });
    assert.deepEqual(await configuration("linear"), {
      strategy: "LINEAR",
      bakeTimeInMinutes: "3",
      linearConfiguration: { stepPercent: 10, stepBakeTimeInMinutes: "2" },
    });
  });

  it("gives ECS both groups, the one rule and a role whose rights are there before the service", async () => {
    const declared = await shifting("canary");
    assert.deepEqual(Object(api(declared).inputs.loadBalancers)[0], {
      containerName: "api",
      containerPort: 8000,
      targetGroupArn: answered(declared, "api/api-targets").arn,
      advancedConfiguration: {
        alternateTargetGroupArn: answered(declared, "api/api-targets-alternate").arn,
        productionListenerRule: answered(declared, "api/api-route").arn,
        roleArn: answered(declared, "api/api-shift-role").arn,
      },
    });
    assert(api(declared).dependsOn.includes(at(declared, "api/api-shift-policy").urn));
  });

  it("keeps its rule when the route changes, since another one would start with the weights of the first day", async () => {
    const deploy = { strategy: "canary", percent: 10, stepMinutes: 2, bakeMinutes: 3 } as const;
    const urn = async (path: string) =>
      at(await declareWeb({ deploy, routes: [{ key: path, path }] }), "api/api-route").urn;
    assert.equal(await urn("/api/*"), await urn("/*"));
  });

  it("keeps its rule when the strategy changes", async () => {
    assert(at(await withApi(), "api/api-route-/*").aliases.includes("name api-route"));
    assert(at(await shifting("canary"), "api/api-route").aliases.includes("name api-route-/*"));
  });

  it("refuses to move the requests of more than one rule, which ECS cannot", async () => {
    const routes = ["/a", "/b"].map((path) => ({ key: path, path }));
    const deploy = { strategy: "canary", percent: 10, stepMinutes: 2, bakeMinutes: 3 } as const;
    await assert.rejects(declareWeb({ deploy, routes }), /api has 2 routes: canary moves one rule/);
  });

  it("asks around each deployment, and never on deletion, which plain destroy could not call back", async () => {
    assert.deepEqual(api(await withApi()).hooks, {
      beforeCreate: ["api-tell-alarms"],
      afterCreate: ["api-compare"],
      beforeUpdate: ["api-guard-strategy", "api-tell-alarms"],
      afterUpdate: ["api-compare"],
      onError: ["api-explain"],
    });
  });

  it("keeps all of its tasks during a deployment", async () => {
    const { inputs } = api(await withApi());
    assert.deepEqual([inputs.deploymentMinimumHealthyPercent, inputs.deploymentMaximumPercent], [100, 200]);
  });

  it("leaves the number of tasks to autoscaling where there is a range, and only there", async () => {
    assert.deepEqual(at(await withApi({ min: 1, max: 4 }), "api/api-service").ignoreChanges, [
      "desiredCount",
      "triggers",
    ]);
    const fixed = await withApi({ min: 2, max: 2 });
    assert.deepEqual(at(fixed, "api/api-service").ignoreChanges, ["triggers"]);
    assert.deepEqual(ofType(fixed, "appautoscaling/target:Target"), []);
  });

  it("is deployed again where its last deployment failed, and started again where it was stopped", async () => {
    const live = { retryOf: "ecs-svc/1", isAtZero: true };
    const { inputs, ignoreChanges } = api(await declareWeb({ min: 1, max: 4 }, { live }));
    assert.deepEqual(inputs.triggers, { retryOf: "ecs-svc/1" });
    assert.deepEqual(ignoreChanges, []);
  });

  it("scales on the signals that it is told, one after the other, since two at once get in each other's way", async () => {
    const scale = { cpuPercent: 60, requestsPerTask: 500, schedules: [], cooldownSeconds: 300 };
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

  it("misses tasks, of which neither its requests nor its health checks could tell", async () => {
    const { inputs } = at(await withApi({ min: 2, max: 4 }), "api/api-not-running");
    const lacking = (desired: number | undefined, running: number | undefined) =>
      metricMath(inputs.metricQueries as Line[], { desired: [desired], running: [running] })[0] ?? Number.NaN;
    assert.deepEqual([lacking(4, 4), lacking(4, 3), lacking(2, undefined)], [0, 1, 2]);
    assert.deepEqual([inputs.comparisonOperator, inputs.threshold], ["GreaterThanThreshold", 0]);
    assert.equal(inputs.treatMissingData, "breaching", "nobody counts a service without a running task");
  });

  it("misses no task where there may be none", async () => {
    const night = { at: "cron(0 22 * * ? *)", timeZone: "UTC", min: 0, max: 1 };
    for (const own of [
      { off: { because: "nobody works on it now" } },
      { min: 0, max: 3 },
      { scale: { schedules: [night], cooldownSeconds: 300 } },
    ]) {
      const names = ofType(await withApi(own), "MetricAlarm").map(({ name }) => name);
      assert(!names.includes("api-not-running"), JSON.stringify(own));
    }
  });

  it("scales on the requests of both groups, since a deployment moves from one to the other", async () => {
    const scale = { requestsPerTask: 500, schedules: [], cooldownSeconds: 300 };
    const declared = await withApi({ min: 1, max: 4, scale });
    const policy = Object(at(declared, "api/api-scaling-requests").inputs.targetTrackingScalingPolicyConfiguration);
    const { metrics } = policy.customizedMetricSpecification;
    const seen = { healthyfirst: [2, 2, undefined], requestsfirst: [600, undefined, undefined] };
    assert.deepEqual(metricMath(metrics, seen), [300, 0, undefined], "what is late is no minute without requests");
    const both = { healthyfirst: [2], healthysecond: [2], requestsfirst: [100], requestssecond: [900] };
    assert.deepEqual(metricMath(metrics, both), [250]);
    const groups = metrics.slice(1).map((metric: any) => metric.metricStat.metric.dimensions[1].value);
    const suffixes = ["api/api-targets", "api/api-targets-alternate"].map((path) => answered(declared, path).arnSuffix);
    assert.deepEqual(groups, [...suffixes, ...suffixes]);
  });
});
