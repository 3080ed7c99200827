import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reversed, withService } from "./support/change-values.ts";
import {
  type Declared,
  declareAsEngine,
  declareStack,
  declareValues,
  ofType,
  valuesOf,
} from "./support/declare-stack.ts";
import { isOpen } from "./support/invariants/access.ts";
import { isFilling } from "./support/invariants/alarms.ts";
import { invariants } from "./support/invariants/all.ts";
import { database, databaseUse, job, minimal, webService } from "./support/minimal.ts";
import { badNames } from "./support/physical-names.ts";
import { isIn, plaintexts } from "./support/secret-search.ts";
import { allStacks } from "./support/stack-files.ts";

for (const { name, file, stack } of allStacks) {
  describe(`every resource of ${name}`, () => {
    let declared: Declared;
    before(async () => {
      declared = await declareStack(file);
    });

    for (const { says, profile, breaking } of invariants) {
      if (profile === undefined || profile === stack) {
        it(says, () => assert.deepEqual(breaking(declared, valuesOf(file)), []));
      }
    }

    it("is found by those that look for it: a provider, an open door, an alarm that fills, secrets in use", () => {
      assert.equal(ofType(declared, "providers:aws").filter(({ inputs }) => inputs.allowedAccountIds).length, 1);
      const doors = ofType(declared, "vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      assert(doors.some(({ inputs }) => isOpen(inputs)));
      assert(ofType(declared, "cloudwatch/metricAlarm:MetricAlarm").some(({ inputs }) => isFilling(inputs)));
      const answers = JSON.stringify([...declared.answers.values()]);
      const secrets = plaintexts(declared, valuesOf(file));
      assert(secrets.length > 0 && secrets.every((secret) => answers.includes(secret)), "every canary is in use");
    });

    it("shows no secret in its expected plan, which is committed", () => {
      const expected = readFileSync(join(import.meta.dirname, "expected", `${name}.json`), "utf8");
      const shown = plaintexts(declared, valuesOf(file)).filter((secret) => isIn(expected, secret));
      assert.deepEqual(shown, []);
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
