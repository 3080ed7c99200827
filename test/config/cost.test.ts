import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { checkCost } from "../../config/checks/cost.ts";
import { awakeShare } from "../../config/cost/awake.ts";
import { costItems, estimate } from "../../config/cost/estimate.ts";
import { cachePrice, databasePrice } from "../../config/cost/instance-price.ts";
import { formatProblem, Report } from "../../config/problem.ts";
import { readStack } from "../../config/read-stack.ts";
import { resolve, resolveAtAnyCost } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import { cache, database, minimal, webService } from "../support/minimal.ts";
import { changed } from "./minimal.ts";

const problemsOf = (stack: Stack) => {
  const report = new Report();
  checkCost(stack, report);
  return report.problems.map(formatProblem);
};
const usdOf = (stack: Stack, component: string) =>
  estimate(stack)
    .lines.filter((line) => line.component === component)
    .reduce((sum, { usd }) => sum + usd.expected, 0);

describe("an estimate", () => {
  const stack = minimal({
    services: { api: webService({ min: 1, max: 5 }) },
    databases: { main: database() },
    caches: { cache: cache() },
  });

  it("is low with as few tasks as there may be and high with as many, so that one sees what scaling costs", () => {
    const { total, lines } = estimate(stack);
    assert.ok(total.low < total.expected && total.expected < total.high);
    const api = lines.find(({ component }) => component === "api")?.usd;
    assert.ok(api && api.high > 4 * api.low, JSON.stringify(api));
  });

  it("is the sum of its lines", () => {
    const { total, lines } = estimate(stack);
    const sum = lines.reduce((usd, line) => usd + line.usd.expected, 0);
    assert.ok(Math.abs(sum - total.expected) < 0.1);
  });

  it("counts a standby and each replica like another instance, as AWS bills them", () => {
    const own = (more: Parameters<typeof database>[0]) =>
      usdOf({ ...stack, databases: { main: database(more) } }, "main");
    assert.ok(Math.abs(own({ multiAz: true }) - 2 * own({})) < 0.05);
    assert.ok(Math.abs(own({ replicas: 2 }) - 3 * own({})) < 0.05);
  });

  it("is smaller while the environment sleeps, but for what cannot", () => {
    const sleep = { from: "19:00", to: "07:00", timeZone: "UTC", wholeDays: ["sat", "sun"] };
    const asleep = { ...stack, sleep };
    assert.ok(usdOf(asleep, "api") < usdOf(stack, "api") / 2);
    for (const awake of ["network", "edge", "cache"]) {
      assert.equal(usdOf(asleep, awake), usdOf(stack, awake), awake);
    }
    // RDS stops no instance that has a replica.
    const replicas = { main: database({ replicas: 1 }) };
    assert.equal(usdOf({ ...asleep, databases: replicas }, "main"), usdOf({ ...stack, databases: replicas }, "main"));
  });

  it("has nothing of what belongs to somebody else", () => {
    const existing = {
      port: 5432,
      identifier: "legacy",
      masterSecretArn: "arn:aws:secretsmanager:eu-north-1:111111111111:secret:a",
    };
    assert.equal(usdOf({ ...stack, databases: { main: database({ existing }) } }, "main"), 0);
    const ids = ["subnet-1", "subnet-2"];
    const others = { vpcId: "vpc-1", publicSubnetIds: ids, privateSubnetIds: ids, dataSubnetIds: ids };
    assert.equal(usdOf({ ...stack, network: { ...stack.network, existing: others } }, "network"), 0);
  });

  it("knows the services that are switched off and what runs on spare capacity", () => {
    const because = { because: "the test says so" };
    const of = (more: object) => usdOf({ ...stack, services: { api: webService({ min: 2, max: 2, ...more }) } }, "api");
    assert.equal(of({ off: because }), 0);
    assert.ok(of({ spot: because }) < of({}) / 2);
  });

  it("says how many of its prices nobody has read, all of them where the region has none of its own", () => {
    const elsewhere = estimate({ ...stack, account: { ...stack.account, region: "sa-east-1" } });
    assert.equal(elsewhere.ownPrices, false);
    assert.equal(elsewhere.prices.unverified, elsewhere.prices.used);
    assert.ok(estimate({ ...stack, account: { ...stack.account, region: "us-east-1" } }).prices.unverified > 0);
  });

  it("names what it guesses, and nothing that the stack does not need", () => {
    const guessesOf = (more: Partial<Stack>) => estimate({ ...stack, ...more }).guesses.map(({ what }) => what);
    const network = { ...stack.network, nat: "none" as const, flowLogs: "none" as const };
    assert.deepEqual(guessesOf({ services: {}, jobs: {}, network }), [
      "GiB to the internet, beyond AWS's free 100",
      "LCUs of the load balancer in an average hour",
    ]);
    const queues = { orders: { fifo: false, maxReceives: 3, visibilitySeconds: 30 } };
    assert.ok(guessesOf({ queues }).some((what) => what.startsWith("million requests")));
  });

  it("counts in words that one can read, and leaves out what there is none of", () => {
    const whatOf = (more: Partial<Stack>) =>
      Object.fromEntries(estimate({ ...stack, ...more }).lines.map(({ component, what }) => [component, what]));
    const network = { ...stack.network, nat: "none" as const, endpoints: [] };
    assert.equal(whatOf({ network }).network, "traffic");
    assert.match(whatOf({ databases: { main: database({ replicas: 1 }) } }).main ?? "", /, 1 replica, /);
    const none = whatOf({ services: {}, databases: {}, caches: {}, secrets: {} });
    assert.equal(none.secrets, undefined);
  });

  it("has no line that is nothing but zeros because an amount is no number", () => {
    for (const { component, what, amounts } of costItems(stack)) {
      for (const [key, amount] of amounts) {
        const ends = typeof amount === "number" ? [amount] : Object.values(amount);
        assert.ok(
          ends.every((end) => typeof end !== "number" || end >= 0),
          `${component} ${what} ${key}`,
        );
      }
    }
  });
});

describe("the share of a week that an environment is awake", () => {
  const sleep = { from: "19:00", to: "07:00", timeZone: "UTC", wholeDays: [] };
  it("leaves out the nights and whole days", () => {
    assert.equal(awakeShare(undefined), 1);
    assert.equal(awakeShare(sleep), 0.5);
    assert.equal(awakeShare({ ...sleep, wholeDays: ["sat", "sun"] }), (5 * 12) / (7 * 24));
    assert.equal(awakeShare({ ...sleep, from: "01:00", to: "07:00" }), 0.75);
  });
});

describe("the price of a class", () => {
  it("goes with its size, since AWS doubles it with each", () => {
    assert.deepEqual(databasePrice("db.t4g.medium"), { key: "rds.t4g.micro", factor: 4 });
    assert.deepEqual(databasePrice("db.m7g.2xlarge"), { key: "rds.m7g.large", factor: 4 });
    assert.deepEqual(databasePrice("db.r7g.large"), { key: "rds.r7g.large", factor: 1 });
    assert.deepEqual(cachePrice("cache.t4g.medium", "valkey"), { key: "cache.t4g.micro", factor: 4 });
    assert.deepEqual(cachePrice("cache.m7g.xlarge", "redis"), { key: "cache.m7g.large", factor: 2.5 });
  });

  it("of another family is that of one of its kind, and says so", () => {
    assert.deepEqual(databasePrice("db.m6i.large"), { key: "rds.m7g.large", factor: 1, like: "m7g" });
    assert.deepEqual(cachePrice("cache.r6g.large", "valkey"), { key: "cache.r7g.large", factor: 1, like: "r7g" });
  });
});

describe("environment.cost.maxMonthlyUsd", () => {
  const values = (maxMonthlyUsd: number) => changed({ "environment.cost": { maxMonthlyUsd } });
  const where = { stack: "staging" };
  const seal = (value: string) => pulumi.secret(value);

  it("refuses a plan that is over it, and says what costs most", () => {
    const resolved = resolve(values(50), where, seal);
    assert.ok("problems" in resolved);
    assert.match(
      resolved.problems.map(formatProblem).join(),
      /^slipway:environment\.cost\.maxMonthlyUsd 50: staging is estimated at \d+ USD a month; most of it: network \d+, edge \d+, \w+ \d+\. Make that smaller, or raise the limit \(npx slipway cost staging\)$/,
    );
  });

  it("lets pass what is within it, and whoever only wants to look", () => {
    assert.ok("stack" in resolve(values(1000), where, seal));
    assert.ok("stack" in resolveAtAnyCost(values(50), where, seal));
  });

  it("is held against what is expected, not against the worst that may happen", () => {
    const stack = minimal({ services: { api: webService({ min: 1, max: 50 }) } });
    const { total } = estimate(stack);
    const limit = Math.ceil(total.expected);
    assert.ok(total.high > limit);
    assert.deepEqual(problemsOf({ ...stack, cost: { maxMonthlyUsd: limit } }), []);
  });
});

describe("the monitor of anomalies", () => {
  const sibling = [{ stack: "production", accountId: "111111111111", sharedAccountOwner: true }];
  const of = (cost: object | undefined, own: object = {}, siblings: typeof sibling = []) => {
    const values = changed({ ...(cost && { "environment.cost": cost }), ...own });
    const resolved = resolve(values, { stack: "staging", siblings }, (value) => pulumi.secret(value));
    assert.ok("stack" in resolved, "problems" in resolved ? resolved.problems.map(formatProblem).join() : "");
    return resolved;
  };
  const monitor = "arn:aws:ce::111111111111:anomalymonitor/0a1b2c3d";

  it("is made by the stack that owns what its account has once, where there is a limit", () => {
    assert.deepEqual(of({ maxMonthlyUsd: 1000 }).stack.cost, { maxMonthlyUsd: 1000, anomalies: {} });
    assert.deepEqual(of(undefined).stack.cost, {});
    const others = of({ maxMonthlyUsd: 1000 }, { "environment.aws.sharedAccountOwner": false }, sibling);
    assert.deepEqual(others.stack.cost, { maxMonthlyUsd: 1000 });
  });

  it("is the one that the account has, when it is named, which has no effect where another stack owns it", () => {
    assert.deepEqual(of({ anomalyMonitor: monitor }).stack.cost, { anomalies: { monitorArn: monitor } });
    const { warnings } = of({ anomalyMonitor: monitor }, { "environment.aws.sharedAccountOwner": false }, sibling);
    assert.match(warnings.join(), /^slipway:environment\.cost\.anomalyMonitor: has no effect: another stack owns/);
  });
});

describe("the committed stacks", () => {
  const apps = ["maria", "project-manager", "trendoscope2", "vardiologio-1"].map((app) => `examples/${app}/`);
  for (const folder of ["", ...apps]) {
    it(`of ${folder || "the default app"} cost less in staging than in production`, () => {
      const expected = (name: string) => {
        const { resolved } = readStack(`${folder}Pulumi.${name}.yaml`, process.cwd());
        return estimate(resolved.stack).total.expected;
      };
      assert.ok(expected("staging") < expected("production"));
    });
  }
});
