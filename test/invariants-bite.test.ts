import assert from "node:assert/strict";
import { join } from "node:path";
import type { PlannedResource } from "../plan/plan.ts";
import { type Declared, declareStack, ofType, valuesOf } from "./support/declare-stack.ts";
import { isFilling } from "./support/invariants/alarms.ts";
import { invariants } from "./support/invariants/all.ts";
import { plaintexts } from "./support/secret-search.ts";
import { checkout } from "./support/stack-files.ts";

const file = join(checkout, "test", "default-app", "Pulumi.production.yaml");
const values = valuesOf(file);

type Change = (resource: PlannedResource, declared: Declared) => Partial<PlannedResource>;

/** A plan in which the first resource of a type is changed. */
const first =
  (type: string, change: Change, fits: (resource: PlannedResource) => boolean = () => true) =>
  (declared: Declared): Declared => {
    const victim = ofType(declared, type).find(fits);
    assert.ok(victim, `the stack has no ${type}`);
    const changed = { ...victim, ...change(victim, declared) };
    return { ...declared, resources: declared.resources.map((one) => (one === victim ? changed : one)) };
  };

const inputs =
  (more: Readonly<Record<string, unknown>>): Change =>
  (resource) => ({ inputs: { ...resource.inputs, ...more } });

/** The containers of a task definition, in whose text something else stands. */
const containers =
  (pattern: RegExp, text: string): Change =>
  ({ inputs: own }) => {
    const before = String(own.containerDefinitions);
    assert.match(before, pattern);
    return { inputs: { ...own, containerDefinitions: before.replace(pattern, text) } };
  };

const rule = "vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const metricAlarm = "cloudwatch/metricAlarm:MetricAlarm";
const definition = "ecs/taskDefinition:TaskDefinition";
const hasSecrets = ({ inputs: own }: PlannedResource) => isMade.test(String(own.containerDefinitions));
const isMade = /(:secret:[^"]*?):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"/;

/** What breaks each of them, by the beginning of what it says. */
const breaks: Readonly<Record<string, (declared: Declared) => Declared>> = {
  "is named after its parent": first("sns/topic:Topic", () => ({ name: "somebody-else" })),
  "has a path of its own": first(rule, (_, { resources }) => ({ path: resources[0]?.path ?? "" })),
  "depends only on what is declared": first("ecs/service:Service", () => ({ dependsOn: ["urn:of-nothing"] })),
  "has a name that AWS takes": first("ecs/cluster:Cluster", inputs({ name: "x".repeat(300) })),
  "that takes tags has one": first("ecs/cluster:Cluster", inputs({ tags: {} })),
  "of AWS goes through the provider": first("ecs/cluster:Cluster", () => ({ provider: "urn:of-another" })),
  "is closed to the internet": first(rule, inputs({ cidrIpv4: "0.0.0.0/0", fromPort: 22, toPort: 22 })),
  "has its firewall rules one by one": first("ec2/securityGroup:SecurityGroup", inputs({ ingress: [] })),
  "shows no secret where it could be read": first("ecs/cluster:Cluster", (one, declared) => ({
    inputs: { ...one.inputs, note: plaintexts(declared, values)[0] },
  })),
  "that is a container names the version": first(definition, containers(isMade, '$1"'), hasSecrets),
  "that is a container gets its secrets by reference": first(
    definition,
    containers(/"valueFrom":"[^"]*"/, '"valueFrom":"hunter2"'),
    hasSecrets,
  ),
  "that holds data is protected": first("rds/instance:Instance", () => ({ protect: false })),
  "that is a database is kept by RDS too": first("rds/instance:Instance", inputs({ skipFinalSnapshot: true })),
  "that is an alarm tells a topic": first(
    metricAlarm,
    inputs({ alarmActions: [] }),
    ({ inputs: own }) => Array.isArray(own.alarmActions) && own.alarmActions.length > 0,
  ),
  "that is an alarm with FILL": first(
    metricAlarm,
    (one) => ({ inputs: { ...one.inputs, datapointsToAlarm: one.inputs.evaluationPeriods } }),
    ({ inputs: own }) => isFilling(own),
  ),
  "that is an alarm watches something": first(
    metricAlarm,
    inputs({ dimensions: { ServiceName: "nobody" } }),
    ({ inputs: own }) => own.dimensions !== undefined,
  ),
  "has no hook on its deletion": first("ecs/service:Service", ({ hooks }) => ({
    hooks: { ...hooks, beforeDelete: ["x"] },
  })),
  "has no hook unless": first("sns/topic:Topic", () => ({ hooks: { afterCreate: ["x"] } })),
};

describe("what always holds", () => {
  let declared: Declared;
  before(async () => {
    declared = await declareStack(file);
  });

  it("is tried each with what breaks it, so that none of it is always true", () => {
    const untried = invariants.filter(({ says }) => !Object.keys(breaks).some((start) => says.startsWith(start)));
    assert.deepEqual(untried, []);
    assert.equal(Object.keys(breaks).length, invariants.length);
  });

  for (const [start, breaking] of Object.entries(breaks)) {
    it(`fails where a resource does not hold it: ${start}`, () => {
      const invariant = invariants.find(({ says }) => says.startsWith(start));
      assert.ok(invariant);
      assert.deepEqual(invariant.breaking(declared, values), []);
      assert.notDeepEqual(invariant.breaking(breaking(declared), values), []);
    });
  }
});
