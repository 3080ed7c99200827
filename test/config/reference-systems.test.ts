import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStack } from "../../config/read-stack.ts";
import type { Stack } from "../../config/stack.ts";
import { found } from "../../lib/records.ts";
import { checkout } from "../support/stack-files.ts";

const systems = ["maria", "project-manager", "trendoscope2", "vardiologio-1"];
const stackOf = (system: string, stack: "staging" | "production"): Stack =>
  readStack(join("examples", system, `Pulumi.${stack}.yaml`), checkout).resolved.stack;
const hearing = (receivers: Stack["alarms"]["page"]) => receivers.map(({ protocol }) => protocol);

describe("each of the four systems", () => {
  for (const system of systems) {
    const [staging, production] = [stackOf(system, "staging"), stackOf(system, "production")];

    it(`${system} has backups every day, and in production some weeks of them that are restored now and then`, () => {
      assert.ok(Object.values(staging.databases).every(({ backupDays }) => backupDays >= 1));
      assert.ok(Object.values(production.databases).every(({ backupDays }) => backupDays >= 14));
      assert.deepEqual(Object.keys(production.restoreTest?.queries ?? {}), Object.keys(production.databases));
    });

    it(`${system} keeps logs for a time, is looked at from outside, and warns early in production`, () => {
      assert.deepEqual([staging.logs.retentionDays, production.logs.retentionDays], [7, 30]);
      assert.deepEqual([staging.uptime, production.uptime !== undefined], [undefined, true]);
      assert.equal(production.alarms.earlyWarnings, true);
    });

    it(`${system} has somebody who hears of an outage, in staging too`, () => {
      assert.ok(staging.alarms.page.length > 0 && production.alarms.page.length > 0);
    });

    it(`${system} says in its README what becomes of backups, alarms, logs and thresholds`, () => {
      const text = readFileSync(join(checkout, "examples", system, "README.md"), "utf8");
      for (const word of [/restored once a week/, /docs\/alarms\.md/, /7 days in staging/, /p95/, /bucket/i]) {
        assert.match(text, word);
      }
    });
  }
});

describe("what one of the four systems states", () => {
  it("is met by Vardiologio_1: PagerDuty, Slack and e-mail, and the time of its DSPy calls", () => {
    const { alarms, metrics } = stackOf("vardiologio-1", "production");
    assert.deepEqual([hearing(alarms.page), hearing(alarms.notify)], [["pagerduty"], ["slack", "email"]]);
    assert.equal(metrics["dspy-seconds"]?.name, "DspyCallSeconds");
  });

  it("is met by Maria: Slack or e-mail, and a cost that stays small", () => {
    const [staging, production] = [stackOf("maria", "staging"), stackOf("maria", "production")];
    assert.deepEqual(hearing(production.alarms.notify), ["slack", "email"]);
    assert.ok(staging.sleep && staging.cost.maxMonthlyUsd && production.cost.maxMonthlyUsd);
  });

  it("is met by Trendoscope2: 10 % errors, p95 of a second, four answers in a row, its engineer on call", () => {
    const { services, alarms, metrics } = stackOf("trendoscope2", "production");
    const api = found(services, "api");
    assert.deepEqual([api.objectives.errorPercent, api.objectives.p95Seconds], [10, 1]);
    assert.ok(api.kind === "web" && api.health.unhealthyAfter === 4);
    assert.deepEqual(api.rollbackOn, ["errors", "latency", "unhealthyTasks", "databaseDown"]);
    assert.deepEqual([hearing(alarms.page), hearing(alarms.notify)], [["email"], ["email"]]);
    assert.deepEqual(Object.keys(metrics), ["news-items", "translations"]);
  });

  it("is met by project-manager: a backup before each migration, and messages in Telegram", () => {
    for (const stack of ["staging", "production"] as const) {
      const { databases, alarms } = stackOf("project-manager", stack);
      assert.equal(databases.main?.snapshotBeforeMigration, true);
      assert.deepEqual(hearing(alarms.page), ["telegram"]);
    }
  });
});
