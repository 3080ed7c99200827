import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, type Alarms, alarm } from "../../components/alarm.ts";
import type { Stack } from "../../config/stack.ts";
import { foundation } from "../support/around-service.ts";
import { answered, at, type Declared, declareComponent, declareStack, ofType } from "../support/declare-stack.ts";
import { cache, database, databaseUse, job, minimal, webService, worker } from "../support/minimal.ts";
import { topics } from "../support/topics.ts";

const cpu: AlarmArgs = {
  severity: "notify",
  description: "look at the log",
  runbook: "service-slow",
  metric: { namespace: "AWS/ECS", metricName: "CPUUtilization", statistic: "Average" },
  comparison: "above",
  threshold: 80,
  periodSeconds: 60,
  periods: 5,
  missing: "missing",
};

const two = () =>
  declareComponent(() => {
    const alarms = { prefix: "shop-staging", topics: topics() };
    alarm("page-me", alarms, { ...cpu, severity: "page", datapoints: 4 }, {});
    alarm("notify-me", alarms, { ...cpu, severity: "notify" }, {});
  });

/** One alarm, and the names of those that could be muted. */
async function one(own: Partial<AlarmArgs> = {}, of: Partial<Alarms> = {}) {
  const names: string[] = [];
  const declared = await declareComponent(() => {
    const made: pulumi.Output<string>[] = [];
    alarm("main-cpu", { ...foundation.alarms, made, ...of }, { ...cpu, ...own }, {});
    for (const name of made) {
      name.apply((known) => names.push(known));
    }
  });
  return { inputs: at(declared, "main-cpu").inputs, made: names };
}

describe("an alarm", () => {
  it("tells the topic of its severity, when it starts and when it ends", async () => {
    const declared = await two();
    for (const severity of ["page", "notify"]) {
      const { inputs } = at(declared, `${severity}-me`);
      const topic = answered(declared, `alarms/alarms-${severity}-topic`).arn;
      assert.deepEqual([inputs.alarmActions, inputs.okActions], [[topic], [topic]]);
    }
  });

  it("ends with the page that says what to do, wherever the pages are read", async () => {
    const { inputs } = await one({}, { runbooks: "https://github.com/acme/shop/blob/main/docs/runbooks/" });
    const link = "https://github.com/acme/shop/blob/main/docs/runbooks/service-slow.md";
    assert.equal(inputs.alarmDescription, `look at the log. Runbook: ${link}`);
  });

  it("rings at the number that the place says, or at the usual one", async () => {
    assert.equal((await one({}, { thresholds: { "main-cpu": 95 } })).inputs.threshold, 95);
    assert.equal((await one({}, { thresholds: { "other-cpu": 95 } })).inputs.threshold, 80);
  });

  it("says in its text that the number is the place's own, where the text speaks of the usual one", async () => {
    const { alarmDescription } = (await one({}, { thresholds: { "main-cpu": 95 } })).inputs;
    assert.match(String(alarmDescription), /^look at the log \(here the threshold is 95\)\. Runbook: /);
  });

  it("that silence rings does not ring before there was any data, as of what the same update has just made", async () => {
    const { warmUpConfiguration } = (await one({ missing: "breaching" })).inputs;
    assert.deepEqual(warmUpConfiguration, { warmUpPeriodDurationInMinutes: 15 });
    assert.equal((await one({ missing: "tells" })).inputs.warmUpConfiguration, undefined);
  });

  it("has no voice as a symptom, of which a composite alarm tells, and needs no muting then", async () => {
    const { inputs, made } = await one({ severity: "symptom" });
    assert.deepEqual([inputs.alarmActions, inputs.okActions, made], [[], [], []]);
    assert.deepEqual((await one()).made, ["shop-staging-main-cpu"]);
  });

  it("rings when all of its datapoints are past the threshold, or as many as it says", async () => {
    const declared = await two();
    const numbers = ["page-me", "notify-me"].map((name) => {
      const { datapointsToAlarm, evaluationPeriods } = at(declared, name).inputs;
      return [datapointsToAlarm, evaluationPeriods];
    });
    assert.deepEqual(numbers, [
      [4, 5],
      [5, 5],
    ]);
  });

  it("has a topic before anybody listens, so that a receiver added later hears all of them", async () => {
    const declared = await two();
    assert.equal(ofType(declared, "Topic").length, 2);
    assert.deepEqual(ofType(declared, "TopicSubscription"), []);
  });
});

describe("the alarms of each component", () => {
  const uses = { main: databaseUse() };
  const everything: Partial<Stack> = {
    services: { api: webService({ uses, objectives: { errorPercent: 5, p95Seconds: 2 } }), mail: worker() },
    jobs: { nightly: job() },
    databases: { main: database() },
    caches: { cache: cache() },
  };
  const alarmsOf = (declared: Declared, component: string) =>
    ofType(declared, "MetricAlarm").filter(({ path }) => path.startsWith(`${component}/`));

  for (const component of ["edge", "api", "mail", "nightly", "main", "cache"]) {
    it(`are at least two for ${component}, and each says what to look at first`, async () => {
      const alarms = alarmsOf(await declareStack(minimal(everything)), component);
      assert(alarms.length >= 2, alarms.map(({ name }) => name).join(", "));
      for (const { name, inputs } of alarms) {
        assert.match(String(inputs.alarmDescription), /\w{4}/, name);
      }
    });
  }

  it("say nothing about missing data that only traffic makes", async () => {
    const declared = await declareStack(minimal(everything));
    for (const name of ["edge/edge-5xx", "api/api-errors", "nightly/nightly-not-started"]) {
      assert.equal(at(declared, name).inputs.treatMissingData, "notBreaching", name);
    }
  });
});
