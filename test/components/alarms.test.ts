import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "../../components/alarm.ts";
import { AlarmTopics, type AlarmTopicsArgs } from "../../components/alarm-topics.ts";
import type { Stack } from "../../config/stack.ts";
import { answered, at, type Declared, declareComponent, declareStack, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { cache, database, databaseUse, job, minimal, webService, worker } from "../support/minimal.ts";

const topics = (own: Partial<AlarmTopicsArgs> = {}) =>
  declareComponent(() => {
    const args = { prefix: "shop-staging", accountId: "111111111111", page: [], notify: [], secretValues: {}, ...own };
    const topics = new AlarmTopics("alarms", args);
    const shared = {
      description: "look at the log",
      metric: {},
      comparison: "above",
      periods: 5,
      threshold: 0,
    } as const;
    const metric = { namespace: "AWS/ECS", metricName: "CPUUtilization", statistic: "Average" };
    const usual = { ...shared, metric, periodSeconds: 60, missing: "missing" } as const;
    const alarms = { prefix: "shop-staging", topics };
    alarm("page-me", alarms, { ...usual, severity: "page", datapoints: 4 }, {});
    alarm("notify-me", alarms, { ...usual, severity: "notify" }, {});
  });

describe("an alarm", () => {
  it("tells the topic of its severity, when it starts and when it ends", async () => {
    const declared = await topics();
    for (const severity of ["page", "notify"]) {
      const { inputs } = at(declared, `${severity}-me`);
      const topic = answered(declared, `alarms/alarms-${severity}-topic`).arn;
      assert.deepEqual([inputs.alarmActions, inputs.okActions], [[topic], [topic]]);
    }
  });

  it("rings when all of its datapoints are past the threshold, or as many as it says", async () => {
    const declared = await topics();
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
    const declared = await topics();
    assert.equal(ofType(declared, "Topic").length, 2);
    assert.deepEqual(ofType(declared, "TopicSubscription"), []);
  });
});

describe("AlarmTopics", () => {
  it("take messages from alarms of their own account and from nobody else", async () => {
    const [only, ...others] = statementsOf(at(await topics(), "alarms/alarms-page-policy"));
    assert.deepEqual(others, []);
    assert.deepEqual([only?.Principal, only?.Action], [{ Service: "cloudwatch.amazonaws.com" }, "sns:Publish"]);
    assert.deepEqual(only?.Condition, { StringEquals: { "aws:SourceAccount": "111111111111" } });
  });

  it("tell an address as it is, and take a hook's from a secret, since one often has a key in it", async () => {
    const declared = await topics({
      page: [
        { key: "on-call@example.com", protocol: "email", endpoint: "on-call@example.com" },
        { key: "PAGER", protocol: "https", secret: "PAGER" },
      ],
      secretValues: { PAGER: pulumi.secret("https://pager.example.com/key") },
    });
    assert.equal(at(declared, "alarms/alarms-page-on-call@example.com").inputs.endpoint, "on-call@example.com");
    assert.deepEqual(at(declared, "alarms/alarms-page-PAGER").inputs.endpoint, { secret: true });
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
