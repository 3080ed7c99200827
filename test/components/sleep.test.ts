import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { alarm } from "../../components/alarm.ts";
import { Cluster } from "../../components/cluster.ts";
import { functionCode, Sleep, type SleepArgs } from "../../components/sleep.ts";
import { answered, at, type Declared, declareComponent, ofType } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { topics } from "../support/topics.ts";

const prefix = "shop-staging";
const scale = { schedules: [], cooldownSeconds: 300 };

/** A stack with two services, a database and some alarms, asleep on weekends. */
function asleep(own: Partial<SleepArgs> = {}, alarms = 1): Promise<Declared> {
  return declareComponent(() => {
    const place = { prefix, accountId: "111111111111", region: "eu-north-1", logRetentionDays: 7 };
    const told = { prefix, topics: topics() };
    const made: pulumi.Output<string>[] = [];
    for (let n = 0; n < alarms; n += 1) {
      alarm(
        `alarm-${n}`,
        { ...told, made },
        {
          severity: "notify",
          runbook: "sleep",
          description: "for the test",
          metric: { namespace: "shop", metricName: "Orders", dimensions: { Shop: "one" }, statistic: "Sum" },
          comparison: "above",
          threshold: n,
          periodSeconds: 60,
          periods: 1,
          missing: "missing",
        },
        {},
      );
    }
    new Sleep("sleep", {
      place,
      cluster: new Cluster("cluster", { prefix, insights: false }),
      alarms: { ...told, made },
      services: { api: { min: 2, max: 4, scale }, bot: { min: 1, max: 1, scale } },
      databases: ["main"],
      alarmNames: made,
      from: "19:00",
      to: "07:00",
      timeZone: "Europe/Stockholm",
      wholeDays: ["sat", "sun"],
      ...own,
    });
  });
}

const own = (name: string) => `sleep/sleep-${name}`;

describe("Sleep", () => {
  it("has a schedule for the evening, one for mornings, and one that goes on with what takes long", async () => {
    const declared = await asleep();
    const schedules = ofType(declared, "scheduler/schedule:Schedule").map(({ inputs }) => [
      inputs.name,
      inputs.scheduleExpression,
      inputs.scheduleExpressionTimezone,
      Object(inputs.target).input,
    ]);
    assert.deepEqual(schedules, [
      ["shop-staging-sleep-evening", "cron(0 19 * * ? *)", "Europe/Stockholm", '{"do":"sleep"}'],
      ["shop-staging-sleep-morning", "cron(0 7 ? * MON,TUE,WED,THU,FRI *)", "Europe/Stockholm", '{"do":"wake"}'],
      ["shop-staging-sleep-settle", "rate(5 minutes)", "Europe/Stockholm", '{"do":"settle"}'],
    ]);
    const { arn } = answered(declared, own("function"));
    assert.deepEqual(statementsOf(at(declared, own("start-policy"))), [
      { Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: [arn] },
    ]);
  });

  it("tells its function what to start again, with the bounds of the configuration", async () => {
    const { variables } = Object(at(await asleep(), own("function")).inputs.environment);
    assert.deepEqual(JSON.parse(variables.SLEEP_PLAN), {
      cluster: "shop-staging-cluster",
      parameter: "/shop-staging/sleep",
      services: {
        "shop-staging-api": { min: 2, max: 4, scaled: true },
        "shop-staging-bot": { min: 1, max: 1, scaled: false },
      },
      databases: ["shop-staging-main"],
    });
  });

  it("may stop and start these services and databases, and nothing else", async () => {
    const declared = await asleep();
    const arn = (service: string, resource: string) => `arn:aws:${service}:eu-north-1:111111111111:${resource}`;
    const [, mark, services, bounds, databases, ...more] = statementsOf(at(declared, own("policy")));
    assert.deepEqual(mark?.Resource, [arn("ssm", "parameter/shop-staging/sleep")]);
    assert.deepEqual(services, {
      Effect: "Allow",
      Action: ["ecs:DescribeServices", "ecs:UpdateService"],
      Resource: ["api", "bot"].map((name) => arn("ecs", `service/shop-staging-cluster/shop-staging-${name}`)),
    });
    assert.deepEqual(bounds?.Action, ["application-autoscaling:RegisterScalableTarget"]);
    assert.deepEqual(databases, {
      Effect: "Allow",
      Action: ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"],
      Resource: [arn("rds", "db:shop-staging-main")],
    });
    assert.deepEqual(more, []);
  });

  it("may do nothing with what a stack does not have", async () => {
    const statements = statementsOf(at(await asleep({ services: {}, databases: [] }), own("policy")));
    assert.deepEqual(
      statements.map(({ Action }) => Action),
      [
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        ["ssm:GetParameter", "ssm:PutParameter"],
      ],
    );
  });

  it("leaves the mark to its function, so that a run does not take it for drift", async () => {
    const { inputs, ignoreChanges } = at(await asleep(), own("mark"));
    assert.deepEqual([inputs.insecureValue, ignoreChanges], ["awake", ["insecureValue"]]);
  });

  it("mutes the alarms at night and on whole days, but not the one that says that it does not work", async () => {
    const declared = await asleep();
    const rules = ofType(declared, "cloudwatch/alarmMuteRule:AlarmMuteRule").map(({ inputs }) => [
      inputs.name,
      Object(inputs.rule).schedule,
      Object(inputs.muteTargets).alarmNames,
    ]);
    const timezone = "Europe/Stockholm";
    const names = ["shop-staging-alarm-0"];
    assert.deepEqual(rules, [
      ["shop-staging-sleep-nights", { expression: "cron(0 19 * * *)", duration: "PT12H30M", timezone }, names],
      ["shop-staging-sleep-whole-days", { expression: "cron(0 7 * * SAT,SUN)", duration: "PT12H30M", timezone }, names],
    ]);
    assert.equal(at(declared, own("failed")).inputs.name, "shop-staging-sleep-failed");
  });

  it("has more rules for more alarms than AWS lets one rule mute", async () => {
    const rules = ofType(await asleep({ wholeDays: [] }, 101), "cloudwatch/alarmMuteRule:AlarmMuteRule");
    assert.deepEqual(
      rules.map(({ path, inputs }) => [path, Object(inputs.muteTargets).alarmNames.length]),
      [
        [own("nights"), 100],
        [own("nights-2"), 1],
      ],
    );
  });

  it("ships code that is there", async () => {
    for (const path of Object.values(functionCode.files)) {
      assert.ok(existsSync(join(import.meta.dirname, "..", "..", path)), path);
    }
  });
});
