import assert from "node:assert/strict";
import { planStack } from "../../plan/plan-stack.ts";
import { checkout } from "../support/stack-files.ts";
import { faultAt, killPoints, type Step, spread } from "./points.ts";

const step = (name: string, type: string, more: Partial<Step> = {}): Step => ({
  name,
  type,
  urn: `urn:${name}`,
  custom: true,
  dependsOn: [],
  hooks: {},
  ...more,
});

const resources = [
  step("app", "slipway:network:Network", { custom: false }),
  step("account", "pulumi:providers:aws"),
  step("a-service", "aws:ecs/service:Service", { dependsOn: ["urn:b-record"] }),
  step("b-record", "aws:ssm/parameter:Parameter", { dependsOn: ["urn:z-vpc"], hooks: { beforeCreate: ["run"] } }),
  step("c-record", "aws:ssm/parameter:Parameter", { dependsOn: ["urn:z-vpc"], hooks: { afterCreate: ["look"] } }),
  step("z-vpc", "aws:ec2/vpc:Vpc"),
];

describe("the points at which an up is killed", () => {
  it("are every resource once it is made, in the order of what waits for what; earlier where a hook has run, and once a type", () => {
    assert.deepEqual(
      killPoints(resources).map(({ id }) => id),
      [
        "asked:z-vpc",
        "done:z-vpc",
        "asked:b-record",
        "done:b-record",
        "done:c-record",
        "asked:a-service",
        "done:a-service",
      ],
    );
  });

  it("are faults of the sandbox, which kill at nothing else", () => {
    const [asked, done] = killPoints(resources);
    assert.deepEqual(asked && faultAt(asked), { fault: "kill", on: "z-vpc", moment: "asked" });
    assert.deepEqual(done && faultAt(done), { fault: "kill", on: "z-vpc", moment: "done" });
  });

  it("spread over staging are twenty different ones, from the first resource to the last, five before one is made", async () => {
    const all = killPoints((await planStack("staging", checkout)).resources);
    const some = spread(all, 20);
    assert.equal(new Set(some).size, 20);
    assert.equal(some.filter(({ moment }) => moment === "asked").length, 5);
    const done = all.filter(({ moment }) => moment === "done");
    const [first] = some;
    assert.equal(first, done[0]);
    assert.equal(
      some.findLast(({ moment }) => moment === "done"),
      done[Math.round((18 * (done.length - 1)) / 19)],
    );
    assert.ok(new Set(some.map(({ type }) => type)).size >= 15, "they are of different types");
  });

  it("have a resource each: no two of staging share a name, so that a fault means one", async () => {
    const names = killPoints((await planStack("staging", checkout)).resources)
      .filter(({ moment }) => moment === "done")
      .map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });
});
