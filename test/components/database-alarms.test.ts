import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Alarms } from "../../components/alarm.ts";
import { type DatabaseAlarmsArgs, databaseAlarms } from "../../components/database-alarms.ts";
import { rings } from "../support/alarm-rule.ts";
import { foundation } from "../support/around-service.ts";
import { at, type Declared, declareComponent, ofType } from "../support/declare-stack.ts";
import { type Line, metricMath, type Series } from "../support/metric-math.ts";

const warning: Alarms = { ...foundation.alarms, earlyWarnings: true };
const args: DatabaseAlarmsArgs = { alarms: warning, instanceClass: "db.m7g.large", storageGiB: 100, parameters: {} };
const gib = 1024 ** 3;

class Parent extends pulumi.ComponentResource {
  constructor() {
    super("test:parent:Parent", "main");
  }
}

const declare = (own: Partial<DatabaseAlarmsArgs> = {}) =>
  declareComponent(() => {
    const replicas = { "main-replica-1": "shop-staging-main-replica-1" };
    databaseAlarms("main", { ...args, ...own }, { primary: "shop-staging-main", replicas }, { parent: new Parent() });
  });
const inputsOf = (declared: Declared, kind: string) => at(declared, `main/main-${kind}`).inputs;
const numbers = (declared: Declared, alarm: string, metrics: Readonly<Record<string, Series>>) =>
  metricMath(inputsOf(declared, alarm).metricQueries as Line[], metrics);

describe("the alarms of a database", () => {
  it("page once: for one that is down or has no CPU, and beside it for a volume that fills up", async () => {
    const declared = await declare();
    const rule = inputsOf(declared, "broken").alarmRule;
    for (const kind of ["down", "cpu"]) {
      assert.equal(rings(rule, [`shop-staging-main-${kind}`]), true);
      assert.deepEqual(inputsOf(declared, kind).alarmActions, []);
    }
    assert.equal(rings(rule, ["shop-staging-main-storage"]), false);
    assert.deepEqual(inputsOf(declared, "storage").alarmActions, ["arn:aws:sns:eu-north-1:111111111111:page"]);
  });

  it("tell in days how long a volume lasts that fills, at the pace of the last day", async () => {
    const days = numbers(await declare(), "storage-days", { free: [50 * gib, 40 * gib, 30 * gib, 30 * gib, 60 * gib] });
    assert.deepEqual(
      days.map((left) => left && Math.round(left)),
      [undefined, 4, 3, 365, 365],
    );
  });

  it("leave somebody room to log in: they tell at 80 % of the connections that the class takes", async () => {
    const declared = await declare({ parameters: { max_connections: "500" } });
    assert.equal(inputsOf(declared, "connections").threshold, 400);
  });

  it("guess no limit of connections where a formula makes it", async () => {
    const declared = await declare({ parameters: { max_connections: "LEAST({DBInstanceClassMemory/9531392},500)" } });
    assert.deepEqual(
      ofType(declared, "MetricAlarm").filter(({ name }) => name === "main-connections"),
      [],
    );
  });

  it("look at the lesser of two bursts, and at nothing where a class has none", async () => {
    const declared = await declare();
    assert.deepEqual(numbers(declared, "burst", { requests: [90, 5], bytes: [80, 100] }), [80, 5]);
    assert.equal(inputsOf(declared, "burst").treatMissingData, "notBreaching");
  });

  it("tell of a replica that is behind by more than a minute, since who reads from it sees old data", async () => {
    const { dimensions, metricName, threshold } = inputsOf(await declare(), "replica-1-lag");
    assert.deepEqual(
      [dimensions, metricName, threshold],
      [{ DBInstanceIdentifier: "shop-staging-main-replica-1" }, "ReplicaLag", 60],
    );
  });

  it("warn early only where the place wants to hear of what is not broken", async () => {
    const names = async (alarms: Alarms) => ofType(await declare({ alarms }), "MetricAlarm").map(({ name }) => name);
    const early = ["main-burst", "main-memory", "main-storage-days"];
    const few = await names(foundation.alarms);
    assert.deepEqual(
      (await names(warning)).filter((name) => !few.includes(name)),
      early,
    );
  });
});
