import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isStateful, isTaggable } from "../sandbox/spec/spec.ts";
import { alarmedResources } from "./support/alarm-dimensions.ts";
import { reversed, withService } from "./support/change-values.ts";
import {
  answered,
  type Declared,
  declareAsEngine,
  declareStack,
  declareValues,
  ofType,
  paths,
  valuesOf,
} from "./support/declare-stack.ts";
import { containersOf } from "./support/json-inputs.ts";
import { database, databaseUse, job, minimal, webService } from "./support/minimal.ts";
import { badNames } from "./support/physical-names.ts";
import { isIn, plaintexts } from "./support/secret-search.ts";
import { allStacks } from "./support/stack-files.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** Paths of the resources of which something does not hold. */
function without(declared: Declared, type: string, holds: (inputs: Inputs) => unknown): string[] {
  return paths(ofType(declared, type).filter(({ inputs }) => !holds(inputs)));
}

for (const { name, file, stack } of allStacks) {
  describe(`every resource of ${name}`, () => {
    let declared: Declared;
    before(async () => {
      declared = await declareStack(file);
    });

    it("is named after its parent, so that a name is found again in the program", () => {
      const stray = declared.resources.filter(({ name, parent }) => {
        const above = parent?.split("::").at(-1);
        return above !== undefined && name !== above && !name.startsWith(`${above}-`);
      });
      assert.deepEqual(paths(stray), []);
    });

    it("has a path of its own, since overrides and people name resources by it", () => {
      const seen = new Set<string>();
      assert.deepEqual(
        paths(declared.resources).filter((path) => seen.has(path) || !seen.add(path)),
        [],
      );
    });

    it("of AWS goes through the provider that refuses every other account", () => {
      const account = JSON.stringify([declared.place.accountId]);
      const guards = ofType(declared, "providers:aws").filter(({ inputs }) => inputs.allowedAccountIds === account);
      assert.equal(guards.length, 1);
      const outside = declared.resources.filter(
        ({ type, custom, provider }) => custom && type.startsWith("aws:") && provider !== guards[0]?.urn,
      );
      assert.deepEqual(paths(outside), []);
    });

    it("depends only on what is declared", () => {
      const urns = new Set(declared.resources.map(({ urn }) => urn));
      const dangling = declared.resources.filter(({ dependsOn }) => dependsOn.some((urn) => !urns.has(urn)));
      assert.deepEqual(paths(dangling), []);
    });

    if (stack === "production") {
      it("that holds data is protected; a log has its days, and a deleted secret can be had back", () => {
        // Everything stands in the VPC, which holds no data itself.
        const holds = (type: string) => isStateful(type) || type === "aws:ec2/vpc:Vpc";
        const exposed = declared.resources.filter(({ type, protect }) => holds(type) && !protect);
        // What a schedule could not start is told by its alarms, and goes with the job.
        const isTold = ({ path }: { path: string }) => path.endsWith("-dropped-queue");
        // A read replica, and the vault that restore tests restore from, hold copies.
        const isCopy = ({ type, inputs }: { type: string; inputs: Inputs }) =>
          type === "aws:backup/vault:Vault" || inputs.replicateSourceDb !== undefined;
        const others = exposed.filter((one) => !/:(LogGroup|Secret)$/.test(one.type) && !isTold(one) && !isCopy(one));
        assert.deepEqual(paths(others), []);
        assert.deepEqual(
          without(declared, "secretsmanager/secret:Secret", ({ recoveryWindowInDays: days }) => Number(days) >= 7),
          [],
        );
      });

      it("that is a database is kept by RDS too, and leaves a snapshot", () => {
        const kept = (inputs: Inputs) => inputs.deletionProtection === true && inputs.skipFinalSnapshot === false;
        assert.deepEqual(without(declared, "rds/instance:Instance", kept), []);
      });
    }

    it("is closed to the internet, but for the load balancer's two ports", () => {
      const edge = answered(declared, "edge/edge-firewall").id;
      const open = (inputs: Inputs) => inputs.cidrIpv4 === "0.0.0.0/0" || inputs.cidrIpv6 === "::/0";
      const allowed = ({ securityGroupId, fromPort, toPort }: Inputs) =>
        securityGroupId === edge && fromPort === toPort && (toPort === 80 || toPort === 443);
      const type = "vpc/securityGroupIngressRule:SecurityGroupIngressRule";
      assert.deepEqual(
        without(declared, type, (inputs) => !open(inputs) || allowed(inputs)),
        [],
      );
      assert(ofType(declared, type).some(({ inputs }) => open(inputs)));
    });

    it("has its firewall rules one by one, since a list in the group undoes those beside it", () => {
      const type = "ec2/securityGroup:SecurityGroup";
      assert.deepEqual(
        without(declared, type, ({ ingress, egress }) => ingress === undefined && egress === undefined),
        [],
      );
    });

    it("shows no secret where it could be read", () => {
      const secrets = plaintexts(declared, valuesOf(file));
      const answers = JSON.stringify([...declared.answers.values()]);
      assert(secrets.length > 0 && secrets.every((secret) => answers.includes(secret)), "every canary is in use");
      const expected = readFileSync(join(import.meta.dirname, "expected", `${name}.json`), "utf8");
      const open = JSON.stringify([declared.resources, declared.outputs]) + expected;
      assert.deepEqual(
        secrets.filter((secret) => isIn(open, secret)),
        [],
      );
    });

    it("that is an alarm tells a topic when it starts and when it ends, or another alarm that does, or takes a deployment back", () => {
      const rules = JSON.stringify(ofType(declared, "CompositeAlarm").map(({ inputs }) => inputs.alarmRule));
      const takesBack = ofType(declared, "ecs/service:Service").flatMap(
        ({ inputs }) => Object(inputs.alarms).alarmNames ?? [],
      );
      const topics = ofType(declared, "Topic").map(({ path }) => answered(declared, path).arn);
      const tells = (actions: unknown) =>
        Array.isArray(actions) && actions.length > 0 && actions.every((arn) => topics.includes(arn));
      const type = "cloudwatch/metricAlarm:MetricAlarm";
      const acts = (inputs: Inputs) =>
        takesBack.includes(inputs.name) ||
        rules.includes(`ALARM(\\"${inputs.name}\\")`) ||
        (tells(inputs.alarmActions) && tells(inputs.okActions) && !inputs.actionsDisabled);
      assert.deepEqual(without(declared, type, acts), []);
    });

    it("that is an alarm with FILL can do without the newest minute, which FILL makes a good one while it is late", () => {
      const filling = ({ metricQueries }: Inputs) => JSON.stringify(metricQueries ?? []).includes("FILL(");
      const type = "cloudwatch/metricAlarm:MetricAlarm";
      assert.deepEqual(
        without(
          declared,
          type,
          (one) => !filling(one) || Number(one.datapointsToAlarm) < Number(one.evaluationPeriods),
        ),
        [],
      );
      assert(ofType(declared, type).some(({ inputs }) => filling(inputs)));
    });

    it("that is an alarm watches something that is declared", () => {
      const blind = ofType(declared, "MetricAlarm").filter((alarm) => alarmedResources(declared, alarm).length === 0);
      assert.deepEqual(paths(blind), []);
    });

    it("has a name that AWS takes, and has it alone", () => {
      assert.deepEqual(badNames(declared), []);
    });

    it("that takes tags has one that says which it is, and says so of no other", () => {
      const taggable = declared.resources.filter(({ type }) => isTaggable(type));
      const tags = taggable.map(({ inputs }) => Object(inputs.tags)["slipway:resource"]);
      assert.deepEqual(paths(taggable.filter((_, index) => !String(tags[index]).startsWith(`${stack}/`))), []);
      assert.equal(new Set(tags).size, tags.length);
    });

    it("has no hook on its deletion, which would break plain pulumi destroy", () => {
      const hooked = declared.resources.filter(({ hooks }) => hooks.beforeDelete || hooks.afterDelete);
      assert.deepEqual(paths(hooked), []);
    });

    it("has no hook unless it records a run or deploys a service, so that nothing else runs code during an update", () => {
      const hooked = declared.resources.filter(({ hooks }) => Object.keys(hooks).length > 0);
      // The VPC refuses to be made beside itself.
      const types = ["ssm/parameter:Parameter", "ecs/service:Service", "ec2/vpc:Vpc"]
        .flatMap((type) => ofType(declared, type))
        // A mark of whether the stack sleeps, which is no record of a run.
        .filter(({ name }) => name !== "sleep-mark");
      // The first target group of a service refuses what would leave the requests without one.
      const guarded = ofType(declared, "lb/targetGroup:TargetGroup").filter(({ name }) => name.endsWith("-targets"));
      const routes = ofType(declared, "lb/listenerRule:ListenerRule").filter(({ name }) => name.includes("-route"));
      assert.deepEqual(paths(hooked).sort(), paths([...types, ...guarded, ...routes]).sort());
    });

    it("that is a container names the version of a secret that is made here, so that a new value is a deployment", () => {
      const made = ofType(declared, "secretsmanager/secret:Secret").map(({ path }) =>
        String(answered(declared, path).arn),
      );
      const floating = ofType(declared, "TaskDefinition").filter((definition) =>
        containersOf(definition).some(({ secrets = [] }) =>
          secrets.some(
            ({ valueFrom }) =>
              made.some((arn) => valueFrom.startsWith(arn)) &&
              !/:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(valueFrom),
          ),
        ),
      );
      assert.deepEqual(paths(floating), []);
    });

    it("that is a container gets its secrets by reference", () => {
      const reference = /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/;
      const open = ofType(declared, "TaskDefinition").filter((definition) =>
        containersOf(definition).some(({ secrets = [] }) =>
          secrets.some(({ valueFrom }) => !reference.test(valueFrom)),
        ),
      );
      assert.deepEqual(paths(open), []);
    });
  });

  describe(`the plan of ${name}`, () => {
    it("does not depend on the order of keys in the file", async () => {
      const values = Object.entries(valuesOf(file)).map(([key, value]) => [key, reversed(value)]);
      const [one, other] = [await declareStack(file), await declareValues(file, Object.fromEntries(values))];
      assert.deepEqual(other.resources, one.resources);
      assert.deepEqual(other.outputs, one.outputs);
    });

    it("keeps every resource as it is when a service is added before all others, and is itself again without it", async () => {
      const values = valuesOf(file);
      const service = { kind: "web", port: 9000, routes: ["/aaa/*"], health: "/" };
      const { resources } = await declareStack(file);
      const grown = await declareValues(file, withService(values, "aaa", service));
      const own = ({ path }: { path: string }) => /^aaa(\/|$)|^log-metrics\/log-metrics-aaa$/.test(path);
      // These look at every service, and change with them in place.
      const overAll =
        /^(edge\/edge-(broken|explained)|saved-queries\/.*|stack-dashboard\/.*|sleep\/.*|uptime-check\/.*)$/;
      const others = ({ path }: { path: string }) => !overAll.test(path) && !own({ path });
      assert.deepEqual(grown.resources.filter(others), resources.filter(others));
      assert(grown.resources.some(own));
      assert.deepEqual((await declareValues(file, values)).resources, resources);
    });

    it("is the same when the engine runs the program in a project of another name", async () => {
      const { project, resources } = await declareStack(file);
      const elsewhere = await declareAsEngine(file, "elsewhere");
      assert.deepEqual(
        // Its name is in URNs, in paths of the state, and in the repository's mark of who manages it.
        JSON.parse(JSON.stringify(elsewhere).replaceAll(/\belsewhere(?=::|\/)/g, project)),
        JSON.parse(JSON.stringify(resources)),
      );
    });
  });
}

describe("the names of an app that likes long ones", () => {
  const long = (word: string) => `${word}-of-a-team-that-likes-its-names-long`;

  it("fit everywhere and stay apart", async () => {
    const uses = { [long("data")]: databaseUse() };
    const declared = await declareStack(
      minimal({
        prefix: "a-shop-with-a-long-name-production",
        services: {
          [long("payments-a")]: webService({ uses }),
          [long("payments-b")]: webService({ uses, routes: [{ key: "/b/*", path: "/b/*" }] }),
        },
        jobs: { [long("nightly-a")]: job({ uses }), [long("nightly-b")]: job({ uses }) },
        databases: { [long("data")]: database() },
      }),
    );
    assert.deepEqual(badNames(declared), []);
  });
});

describe("two stacks planned in one process", () => {
  it("know nothing of each other", async () => {
    const [one, other] = allStacks;
    assert(one && other);
    const { resources } = await declareStack(one.file);
    await declareValues(other.file, valuesOf(other.file));
    assert.deepEqual((await declareValues(one.file, valuesOf(one.file))).resources, resources);
  });
});
