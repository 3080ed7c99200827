import assert from "node:assert/strict";
import { costItems } from "../../config/cost/estimate.ts";
import { readStack } from "../../config/read-stack.ts";
import { allModels } from "../../sandbox/models/registry.ts";
import { billedTypes, freeTypes } from "../support/billed-types.ts";
import { declareStack, ofType } from "../support/declare-stack.ts";
import { cache, database, job, minimal, webService } from "../support/minimal.ts";

/** A stack with one of everything that costs something. */
const everything = minimal({
  profile: "production",
  services: {
    api: webService({
      volumes: { files: { path: "/files" } },
      scaleOn: { kind: "cache", of: "cache", name: "celery", format: "list" },
    }),
  },
  jobs: { nightly: job() },
  databases: { main: database() },
  caches: { cache: cache() },
  queues: { orders: { fifo: false, maxReceives: 3, visibilitySeconds: 30 } },
  logs: { retentionDays: 30, insights: true },
  restoreTest: { everyDays: 7, queries: { main: "select true" } },
  uptime: { path: "/" },
  network: { ...minimal().network, flowLogs: "rejects", endpoints: ["ecr.api"] },
  edge: {
    ...minimal().edge,
    accessLogs: { retentionDays: 30 },
    waf: { mode: "block", requestsPerFiveMinutes: 2000, allow: [], deny: [] },
  },
});

describe("an estimate leaves nothing out", () => {
  it("that the program can declare: each type has a price, or stands among those that AWS does not bill", () => {
    const types = allModels.map(({ type }) => type).filter((type) => type.startsWith("aws:"));
    assert.deepEqual(
      types.filter((type) => Object.hasOwn(billedTypes, type) === Object.hasOwn(freeTypes, type)),
      [],
      "in none of the two lists of test/support/billed-types.ts, or in both",
    );
  });

  it("that has a price: a stack with everything in it has a line with each", () => {
    const priced = new Set(
      costItems(everything).flatMap(({ amounts }) =>
        amounts.filter(([, amount]) => (typeof amount === "number" ? amount : amount.high) > 0).map(([key]) => key),
      ),
    );
    // One snapshot is free.
    const missing = Object.values(billedTypes)
      .flat()
      .filter((key) => !priced.has(key) && key !== "cache.snapshotGib");
    assert.deepEqual(missing, []);
  });

  const trendoscope2 = "examples/trendoscope2/Pulumi.staging.yaml";
  for (const stack of ["Pulumi.staging.yaml", "Pulumi.production.yaml", trendoscope2]) {
    it(`of the alarms and secrets of ${stack}: what is counted by rule is near what is declared`, async () => {
      const declared = await declareStack(stack);
      const amounts = costItems(readStack(stack, process.cwd()).resolved.stack).flatMap((item) => item.amounts);
      const amountOf = (wanted: string) =>
        amounts.reduce((sum, [key, amount]) => sum + (key === wanted && typeof amount === "number" ? amount : 0), 0);
      near(amountOf("cloudwatch.alarm"), ofType(declared, "MetricAlarm").length, "alarms");
      near(amountOf("cloudwatch.compositeAlarm"), ofType(declared, "CompositeAlarm").length, "composite alarms");
      // That of the master, which RDS keeps, is billed and not declared.
      near(amountOf("secretsmanager.secret"), ofType(declared, "Secret").length + 1, "secrets");
    });
  }
});

function near(estimated: number, declared: number, what: string): void {
  const share = Math.abs(estimated - declared) / declared;
  assert.ok(
    share <= 0.15,
    `${estimated} ${what} are estimated and ${declared} declared: config/cost/{watch,alarms}.ts`,
  );
}
