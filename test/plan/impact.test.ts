import assert from "node:assert/strict";
import { join } from "node:path";
import type { EarlierPlan } from "../../plan/guard-earlier.ts";
import { type Impact, impactOf } from "../../plan/impact.ts";
import { interruptions } from "../../plan/impact-downtime.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { checkout } from "../support/stack-files.ts";

/** A resource of a component, with nothing special. */
function resource(type: string, path: string, own: Partial<PlannedResource> = {}): PlannedResource {
  const [component = "", name = component] = path.split(/\/(?=[^/]*$)/);
  return {
    type,
    name,
    urn: `urn:pulumi:production::shop::slipway:a:A$${type}::${name}`,
    path,
    custom: true,
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    dependsOn: [],
    ignoreChanges: [],
    hooks: {},
    timeouts: {},
    aliases: [],
    inputs: {},
    ...own,
  };
}

const usd = (expected: number) => ({ low: expected, expected, high: expected });

function plan(resources: readonly PlannedResource[], expected = 100): Plan {
  return {
    project: "shop",
    stack: "production",
    place: { prefix: "shop-production", accountId: "111111111111", region: "eu-north-1", profile: "production" },
    resources,
    outputs: {},
    deploy: { minutes: 0, migrationMinutes: 0, sum: "" },
    cost: { usd: usd(expected), unverifiedPrices: 0 },
    movedRoutes: [],
    thresholds: {},
    quotas: [],
    rules: 61,
    findings: [],
    warnings: [],
    overrides: [],
    allowReplace: [],
    exceptions: [],
  };
}

const instance = "aws:rds/instance:Instance";
const group = "aws:rds/parameterGroup:ParameterGroup";
const definition = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const schedule = "aws:scheduler/schedule:Schedule";
const database = { engine: "postgres", identifier: "shop-main", dbName: "main", instanceClass: "db.m7g.large" };

function paths(impact: Impact) {
  const of = (list: Impact["created"]) => list.map(({ path }) => path);
  const { created, updated, replaced, deleted } = impact;
  return { created: of(created), updated: of(updated), replaced: of(replaced), deleted: of(deleted) };
}

/** A task definition with one container, and what starts it. */
function running(container: object, own: Partial<PlannedResource> = {}): PlannedResource[] {
  const name = "api";
  const image = `ghcr.io/acme/api@sha256:${"a".repeat(64)}`;
  const inputs = {
    family: "shop-api",
    cpu: "256",
    containerDefinitions: JSON.stringify([{ name, image, ...container }]),
  };
  const task = resource(definition, "api/api/api-definition", { inputs });
  const starts = { taskDefinition: "shop-api:1", name: "shop-api", deploymentMinimumHealthyPercent: 100 };
  const references = { taskDefinition: [task.urn] };
  return [task, resource(service, "api/api-service", { inputs: starts, references, ...own })];
}

describe("the impact of a change", () => {
  it("is that all is created where nothing was, and that nothing is away", () => {
    const impact = impactOf(undefined, plan([resource(instance, "main/main-instance"), ...running({})]));
    assert.equal(impact.created.length, 3);
    assert.deepEqual([impact.restarts, impact.downtime, impact.usd], [[], [], { to: usd(100) }]);
  });

  it("sorts resources by what becomes of them, and counts neither components nor providers", () => {
    const component = resource("slipway:a:A", "main", { custom: false });
    const provider = resource("pulumi:providers:aws", "aws");
    const same = resource(group, "main/main-parameters", { inputs: { family: "postgres17" } });
    const [small, big] = ["db.m7g.large", "db.m7g.xlarge"].map((instanceClass) =>
      resource(instance, "main/main-instance", { protect: true, inputs: { ...database, instanceClass } }),
    );
    const [old, renamed] = ["one", "two"].map((name) =>
      resource("aws:sqs/queue:Queue", "mail/mail-queue", { inputs: { name } }),
    );
    const gone = resource("aws:sns/topic:Topic", "old/old-topic");
    const fresh = resource("aws:sns/topic:Topic", "new/new-topic");
    assert.ok(small && big && old && renamed);
    const impact = impactOf(
      plan([component, provider, same, small, old, gone], 90),
      plan([resource("slipway:a:A", "other", { custom: false }), provider, same, big, renamed, fresh]),
    );
    assert.deepEqual(paths(impact), {
      created: ["new/new-topic"],
      updated: ["main/main-instance"],
      replaced: ["mail/mail-queue"],
      deleted: ["old/old-topic"],
    });
    assert.equal(impact.unchanged, 1);
    assert.deepEqual(impact.updated[0]?.properties, ["instanceClass"]);
    assert.equal(impact.updated[0]?.protect, true);
    assert.deepEqual(impact.usd, { from: usd(90), to: usd(100) });
  });

  it("tells no cost of an older program that did not tell it", () => {
    const { cost: _, ...earlier } = plan([]);
    const from: EarlierPlan = earlier;
    assert.deepEqual(impactOf(from, plan([])).usd, { to: usd(100) });
  });

  it("finds what has another name by its aliases", () => {
    const before = resource(instance, "main/main-instance", { inputs: database });
    const after = resource(instance, "orders/orders-instance", { inputs: database, aliases: [before.urn] });
    assert.deepEqual(paths(impactOf(plan([before]), plan([after]))), {
      created: [],
      updated: [],
      replaced: [],
      deleted: [],
    });
  });

  it("takes an old name for an old name only where the new one is new, as the engine does", () => {
    const before = resource(instance, "main/main-instance", { inputs: database });
    const there = resource(instance, "orders/orders-instance", {
      inputs: { ...database, instanceClass: "db.m7g.xlarge" },
    });
    const after = { ...there, inputs: database, aliases: [before.urn] };
    assert.deepEqual(paths(impactOf(plan([before, there]), plan([after]))), {
      created: [],
      updated: ["orders/orders-instance"],
      replaced: [],
      deleted: ["main/main-instance"],
    });
  });

  it("follows what is replaced to what refers to it, as a preview of the engine does", () => {
    const impact = impactOf(plan(running({})), plan(running({ command: ["serve"] })));
    assert.deepEqual(paths(impact), {
      created: [],
      updated: ["api/api-service"],
      replaced: ["api/api/api-definition"],
      deleted: [],
    });
    assert.deepEqual(impact.updated[0]?.properties, ["taskDefinition"]);
    const left = { ignoreChanges: ["taskDefinition"] };
    assert.deepEqual(impactOf(plan(running({}, left)), plan(running({ command: ["serve"] }, left))).updated, []);
  });

  it("replaces with it what cannot live with another one", () => {
    const vpc = (cidrBlock: string) => resource("aws:ec2/vpc:Vpc", "network/network-vpc", { inputs: { cidrBlock } });
    const references = { vpcId: [vpc("").urn] };
    const firewall = resource("aws:ec2/securityGroup:SecurityGroup", "api/api-firewall", {
      inputs: { vpcId: "vpc-1" },
      references,
    });
    const impact = impactOf(plan([vpc("10.0.0.0/16"), firewall]), plan([vpc("10.1.0.0/16"), firewall]));
    assert.deepEqual(paths(impact).replaced, ["network/network-vpc", "api/api-firewall"]);
  });

  it("does not follow what keeps its name, by which alone it is known", () => {
    const [old, now] = ["postgres16", "postgres17"].map((family) =>
      resource(group, "main/main-parameters", { inputs: { name: "shop-main", family } }),
    );
    assert.ok(old && now);
    const references = { parameterGroupName: [now.urn] };
    const user = resource(instance, "main/main-instance", {
      inputs: { ...database, parameterGroupName: "shop-main" },
      references,
    });
    assert.deepEqual(paths(impactOf(plan([old, user]), plan([now, user]))).updated, []);
  });
});

describe("what gets new tasks", () => {
  it("is told with what changes in them, in the words of the configuration", () => {
    const before = { environment: [{ name: "LEVEL", value: "info" }], secrets: [{ name: "KEY", valueFrom: "arn" }] };
    const after = {
      image: `ghcr.io/acme/api@sha256:${"b".repeat(64)}`,
      command: ["serve"],
      environment: [
        { name: "LEVEL", value: "debug" },
        { name: "A", value: "1" },
      ],
      secrets: [],
    };
    assert.deepEqual(impactOf(plan(running(before)), plan(running(after))).restarts, [
      `api: image ${"a".repeat(12)} → ${"b".repeat(12)}, env A (new), LEVEL (changed), secret KEY (removed), command`,
    ]);
  });

  it("names another repository whole", () => {
    const image = `ghcr.io/acme/other@sha256:${"a".repeat(64)}`;
    assert.deepEqual(impactOf(plan(running({})), plan(running({ image }))).restarts, [
      `api: image ghcr.io/acme/api@sha256:${"a".repeat(64)} → ${image}`,
    ]);
  });

  it("is a job too, from its next run on, and a service whose network changes", () => {
    const job = (container: object) => {
      const [task] = running(container);
      assert.ok(task);
      const references = { target: [task.urn] };
      return [task, resource(schedule, "nightly/nightly-schedule", { inputs: { name: "n" }, references })];
    };
    assert.deepEqual(impactOf(plan(job({})), plan(job({ command: ["x"] }))).restarts, [
      "nightly (from its next run): command",
    ]);
    const [task, runs] = running({});
    assert.ok(task && runs);
    const moved = { ...runs, inputs: { ...runs.inputs, networkConfiguration: { subnets: ["b"] }, tags: { a: "b" } } };
    assert.deepEqual(impactOf(plan([task, runs]), plan([task, moved])).restarts, ["api: networkConfiguration"]);
    const told = (was: object, is: object) =>
      impactOf(
        plan([task, { ...runs, inputs: { ...runs.inputs, alarms: was } }]),
        plan([task, { ...runs, inputs: { ...runs.inputs, alarms: is } }]),
      ).restarts;
    const [on, off] = [true, false].map((enable) => ({ enable, rollback: enable, alarmNames: ["a"] }));
    assert.ok(on && off);
    assert.deepEqual(told(on, off), ["api: rollback alarms off, as in every rollback"]);
    assert.deepEqual(told(off, on), ["api: rollback alarms on again"]);
    assert.deepEqual(told(on, { ...on, alarmNames: ["b"] }), ["api: alarms"]);
    const tagged = { ...runs, inputs: { ...runs.inputs, tags: { a: "b" } } };
    assert.deepEqual(impactOf(plan([task, runs]), plan([task, tagged])).restarts, []);
  });

  it("is found for every service and job of the default app when their images change", async () => {
    const now = await planStack("staging", checkout);
    const before = structuredClone(now);
    for (const { type, inputs } of before.resources) {
      if (type === definition) {
        Reflect.set(
          inputs,
          "containerDefinitions",
          String(inputs.containerDefinitions).replaceAll(/@sha256:\w{12}/g, "@sha256:000000000000"),
        );
      }
    }
    const { restarts, replaced, created, deleted, downtime } = impactOf(before, now);
    assert.deepEqual(
      restarts.map((line) => line.split(":")[0]),
      ["nightly (from its next run)", "api", "web", "worker"],
    );
    assert.ok(replaced.every(({ type }) => type === definition));
    assert.deepEqual([created, deleted, downtime], [[], [], []]);
  });
});

describe("what goes for good", () => {
  const route = (path: string, of: string) =>
    resource("aws:lb/listenerRule:ListenerRule", `${of}/${of}-route-${path}`, {
      urn: `urn:pulumi:production::shop::rule::${of}${path}`,
      inputs: { conditions: [{ pathPattern: { values: [path] } }] },
    });
  const web = [resource(service, "web/web-service"), route("/*", "web"), route("/old/*", "web")];

  it("is a service with its routes, a job and a store, and what is new is told with the new tasks", () => {
    const job = resource(schedule, "nightly/nightly-schedule");
    const from = plan([...web, job, resource(instance, "main/main-instance"), resource("aws:sns/topic:Topic", "t/t")]);
    const { gone, restarts } = impactOf(from, plan([]));
    assert.deepEqual(gone, ["web, with its routes /*, /old/*", "nightly (job)", "main (database), with what is in it"]);
    assert.deepEqual(restarts, []);
    assert.deepEqual(impactOf(plan([]), from).gone, []);
    assert.deepEqual(impactOf(plan([]), from).restarts, ["web: new", "nightly (from its next run): new"]);
  });

  it("is no route that another service takes over, and no bucket that stays in AWS", () => {
    const left = [resource(service, "api/api-service"), route("/*", "api")];
    assert.deepEqual(impactOf(plan(web), plan(left)).gone, ["web, with its route /old/*"]);
    assert.deepEqual(impactOf(plan(web), plan(web.slice(0, 2))).gone, ["route /old/* of web"]);
    const bucket = resource("aws:s3/bucket:Bucket", "files/files-bucket", { retainOnDelete: true });
    assert.deepEqual(impactOf(plan([bucket]), plan([])).gone, []);
  });
});

describe("what may be away", () => {
  const cases: readonly [type: string, before: object, after: object, says: RegExp][] = [
    [instance, database, { ...database, dbName: "orders" }, /^a\/b: made anew, and empty: /],
    [
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { port: 6379 },
      { port: 6380 },
      /^a\/b: made anew, without what is in it/,
    ],
    ["aws:lb/loadBalancer:LoadBalancer", { name: "a" }, { name: "b" }, /^a\/b: made anew at another address/],
    [
      service,
      { name: "a", cluster: "a" },
      { name: "a", cluster: "b" },
      /^a\/b: the old one goes before .*: nothing of it runs/,
    ],
    [
      "aws:lb/targetGroup:TargetGroup",
      { name: "a", port: 1 },
      { name: "a", port: 2 },
      /^a\/b: the old one goes before .*503/,
    ],
    [
      "aws:lb/listener:Listener",
      { loadBalancerArn: "a" },
      { loadBalancerArn: "b" },
      /^a\/b: made anew, with every route/,
    ],
    [
      "aws:lb/listenerRule:ListenerRule",
      { listenerArn: "a" },
      { listenerArn: "b" },
      /^a\/b: made anew: its route is answered/,
    ],
    ["aws:lb/listener:Listener", { port: 80 }, { port: 81 }, /^a\/b: port 80 → 81: for every request at once/],
    ["aws:ec2/natGateway:NatGateway", { subnetId: "a" }, { subnetId: "b" }, /^a\/b: made anew: connections of tasks/],
    [
      instance,
      { ...database, maintenanceWindow: "sun:04:00-sun:05:00", multiAz: true },
      { ...database, maintenanceWindow: "sun:04:00-sun:05:00", multiAz: true, instanceClass: "db.m7g.xlarge" },
      /^a\/b: instanceClass db\.m7g\.large → db\.m7g\.xlarge: restarts, in its maintenance window \(sun:04:00-sun:05:00\): with its standby/,
    ],
    [
      instance,
      { ...database, applyImmediately: true, backupRetentionPeriod: 0 },
      { ...database, applyImmediately: true, backupRetentionPeriod: 7 },
      /^a\/b: backupRetentionPeriod 0 → 7: restarts, at once: without a standby/,
    ],
    [
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { nodeType: "cache.t4g.micro" },
      { nodeType: "cache.t4g.small" },
      /^a\/b: nodeType .*: moved to other nodes/,
    ],
    [
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { engine: "valkey", engineVersion: "8.0" },
      { engine: "valkey", engineVersion: "8.1" },
      /^a\/b: engineVersion 8\.0 → 8\.1: upgraded on its only node/,
    ],
    [
      service,
      { name: "a", deploymentMinimumHealthyPercent: 0, taskDefinition: "a" },
      { name: "a", deploymentMinimumHealthyPercent: 0, taskDefinition: "b" },
      /^a\/b: its task stops before the new one starts/,
    ],
  ];

  function downtime(type: string, before: object, after: object): readonly string[] {
    const [a, b] = [before, after].map((inputs) => resource(type, "a/b", { inputs: { ...inputs } }));
    assert.ok(a && b);
    return impactOf(plan([a]), plan([b])).downtime;
  }

  for (const [type, before, after, says] of cases) {
    const changed = Object.entries(after).flatMap(([key, value]) => (value === Reflect.get(before, key) ? [] : [key]));
    it(`is told of a ${type.split(":").at(-1)} whose ${changed.join(" and ")} changes`, () => {
      const told = downtime(type, before, after);
      assert.equal(told.length, 1, told.join("\n"));
      assert.match(told[0] ?? "", says);
    });
  }

  it("is told of each kind in the table, and each says where that is known from", () => {
    const told = cases.map(
      ([type, before, after]) => `${type} ${paths(impactOf(...both(type, before, after))).replaced.length}`,
    );
    for (const { type, when, source } of interruptions) {
      assert.ok(told.includes(`${type} ${when === "update" ? 0 : 1}`), `${type} ${when} has no case here`);
      assert.match(source, /^https:\/\//);
    }
  });

  function both(type: string, before: object, after: object): [Plan, Plan] {
    return [
      plan([resource(type, "a/b", { inputs: { ...before } })]),
      plan([resource(type, "a/b", { inputs: { ...after } })]),
    ];
  }

  it("is not told of what goes on while it changes", () => {
    assert.deepEqual(
      downtime(instance, { ...database, backupRetentionPeriod: 1 }, { ...database, backupRetentionPeriod: 7 }),
      [],
    );
    assert.deepEqual(
      downtime(instance, { ...database, allocatedStorage: 20 }, { ...database, allocatedStorage: 50 }),
      [],
    );
    assert.deepEqual(downtime(service, { name: "a", taskDefinition: "a" }, { name: "a", taskDefinition: "b" }), []);
    assert.deepEqual(downtime("aws:lb/targetGroup:TargetGroup", { name: "a", port: 1 }, { name: "b", port: 2 }), []);
    const single = { name: "a", deploymentMinimumHealthyPercent: 0 };
    assert.deepEqual(downtime(service, single, { ...single, tags: { a: "b" } }), []);
    const off = { ...single, desiredCount: 0 };
    assert.deepEqual(downtime(service, { ...off, taskDefinition: "a" }, { ...off, taskDefinition: "b" }), []);
  });

  it("tells what is alike together", () => {
    const gateways = (subnetId: string) =>
      ["a", "b"].map((zone) =>
        resource("aws:ec2/natGateway:NatGateway", `network/nat-${zone}`, { inputs: { subnetId } }),
      );
    const told = impactOf(plan(gateways("1")), plan(gateways("2"))).downtime;
    assert.match(told.join("\n"), /^network\/nat-a, network\/nat-b: made anew: [^\n]*$/);
  });

  it("says how long an upgrade of a database takes, by how it is done", () => {
    const versions = (own: object) =>
      downtime(instance, { ...database, ...own, engineVersion: "16" }, { ...database, ...own, engineVersion: "17" });
    assert.match(versions({ blueGreenUpdate: { enabled: true } }).join(), /done on a copy, and the switch to it/);
    const nodes = (own: object) =>
      downtime(
        "aws:elasticache/replicationGroup:ReplicationGroup",
        { engineVersion: "8.0", ...own },
        { engineVersion: "8.1", ...own },
      );
    assert.match(nodes({ automaticFailoverEnabled: true }).join(), /node by node/);
  });
});

describe("a plan", () => {
  it("says which input gets its value from what, since a replacement goes on from there", async () => {
    const { resources } = await planStack(join(checkout, "Pulumi.staging.yaml"));
    const api = resources.find(({ path }) => path === "api/api-service");
    assert.deepEqual(
      api?.references?.taskDefinition?.map((urn) => urn.split("::").at(-1)),
      ["api-definition"],
    );
  });
});
