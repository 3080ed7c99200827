import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Job } from "../../components/job.ts";
import { type Surroundings, taskArgs } from "../../components/workload.ts";
import { answered, at, type Declared, declareComponent, ofType, place } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { databaseUse, job } from "../support/minimal.ts";

const clusterArn = "arn:aws:ecs:eu-north-1:111111111111:cluster/shop-staging-cluster";
const secretArn = "arn:aws:secretsmanager:eu-north-1:111111111111:secret:url-AbCdEf";
const reference = { arn: secretArn, valueFrom: `${secretArn}:url::v1` };
const login = { firewallId: "sg-main", port: 5432, secrets: { DATABASE_URL: reference }, environment: {} };
const around: Surroundings = {
  place: { prefix: "shop-staging", ...place, vpcId: "vpc-0123456789abcdef0", logRetentionDays: 7 },
  secrets: {},
  stores: { main: { ready: [], logins: { nightly: login } } },
  queues: {},
  buckets: {},
  files: {},
  values: {},
};
const topicArn = (name: string) => pulumi.output(`arn:aws:sns:eu-north-1:111111111111:shop-staging-alarms-${name}`);
const topics = { pageArn: topicArn("page"), notifyArn: topicArn("notify") };

function withJob(own: Parameters<typeof job>[0] = {}): Promise<Declared> {
  return declareComponent(() => {
    const nightly = job(own);
    new Job("nightly", {
      ...nightly,
      ...taskArgs("nightly", nightly, around),
      cluster: { arn: pulumi.output(clusterArn), ready: [] },
      network: { privateSubnetIds: ["subnet-a", "subnet-b"].map((id) => pulumi.output(id)), privateReady: [] },
      alarms: { prefix: "shop-staging", topics },
      events: { logGroupName: pulumi.output("/slipway/shop-staging/task-events"), namespace: "slipway/shop-staging" },
    });
  });
}

describe("Job", () => {
  it("runs by the clock of the zone that it is meant in", async () => {
    const declared = await withJob({ schedule: "cron(0 3 * * ? *)", timeZone: "Europe/Stockholm" });
    const { inputs } = at(declared, "nightly/nightly-schedule");
    assert.deepEqual(
      [inputs.scheduleExpression, inputs.scheduleExpressionTimezone, inputs.state],
      ["cron(0 3 * * ? *)", "Europe/Stockholm", "ENABLED"],
    );
  });

  it("starts the revision that was declared, in private subnets, behind its own group", async () => {
    const declared = await withJob();
    const { ecsParameters } = Object(at(declared, "nightly/nightly-schedule").inputs.target);
    assert.equal(ecsParameters.taskDefinitionArn, answered(declared, "nightly/nightly/nightly-definition").arn);
    assert.deepEqual(ecsParameters.networkConfiguration, {
      subnets: ["subnet-a", "subnet-b"],
      securityGroups: [answered(declared, "nightly/nightly/nightly-firewall").id],
      assignPublicIp: false,
    });
  });

  it("lets the scheduler run this task and pass its two roles, and nothing else", async () => {
    const declared = await withJob();
    const [run, pass] = statementsOf(at(declared, "nightly/nightly-launch-policy"));
    assert.deepEqual(run?.Resource, ["arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-nightly:*"]);
    assert.deepEqual(run?.Condition, { ArnEquals: { "ecs:cluster": clusterArn } });
    assert.deepEqual(pass?.Resource, [
      answered(declared, "nightly/nightly/nightly-execution-role").arn,
      answered(declared, "nightly/nightly/nightly-app-role").arn,
    ]);
  });

  it("has a schedule group of its own, which is what its metrics are counted by", async () => {
    const declared = await withJob({ missedAfterMinutes: 1470 });
    const group = answered(declared, "nightly/nightly-group").name;
    for (const name of ["nightly-not-started", "nightly-dropped", "nightly-missed"]) {
      assert.deepEqual(at(declared, `nightly/${name}`).inputs.dimensions, { ScheduleGroup: group });
    }
  });

  it("keeps a run that could not be started, in a queue that only it may write to, and somebody hears of it", async () => {
    const declared = await withJob();
    const { arn, name } = answered(declared, "nightly/nightly-dropped-queue");
    assert.deepEqual(Object(at(declared, "nightly/nightly-schedule").inputs.target).deadLetterConfig, { arn });
    assert.equal(at(declared, "nightly/nightly-dropped-queue").inputs.sqsManagedSseEnabled, true);
    const sending = statementsOf(at(declared, "nightly/nightly-launch-policy")).find(({ Action }) =>
      Action.includes("sqs:SendMessage"),
    );
    assert.deepEqual(sending?.Resource, [arn]);
    const { dimensions, metricName } = at(declared, "nightly/nightly-not-delivered").inputs;
    assert.deepEqual([dimensions, metricName], [{ QueueName: name }, "ApproximateNumberOfMessagesVisible"]);
  });

  it("tells when no run was started for as long as its schedule allows, but not before there was one", async () => {
    const { inputs } = at(await withJob({ missedAfterMinutes: 1470 }), "nightly/nightly-missed");
    assert.deepEqual(
      [inputs.metricName, inputs.comparisonOperator, inputs.threshold, inputs.period, inputs.evaluationPeriods],
      ["InvocationAttemptCount", "LessThanThreshold", 1, 3600, 25],
    );
    assert.deepEqual([inputs.treatMissingData, inputs.insufficientDataActions], ["missing", inputs.alarmActions]);
  });

  it("misses no run while it is paused, nor where its schedule has gaps that no alarm can watch", async () => {
    const paused = await withJob({ missedAfterMinutes: 1470, paused: { because: "the partner is moving house" } });
    for (const declared of [paused, await withJob()]) {
      assert.deepEqual(
        ofType(declared, "MetricAlarm").filter(({ name }) => name === "nightly-missed"),
        [],
      );
    }
  });

  it("tells when a run ended badly, be it the app or what prepares for it", async () => {
    const declared = await withJob({ uses: { main: databaseUse() } });
    const filters = ofType(declared, "LogMetricFilter");
    assert.deepEqual(
      filters.map(({ name }) => name),
      ["nightly-failures-nightly", "nightly-failures-slipway-init"],
    );
    assert(filters.every(({ inputs }) => String(inputs.pattern).includes('"family:shop-staging-nightly"')));
    const { namespace, metricName, threshold } = at(declared, "nightly/nightly-failed").inputs;
    assert.deepEqual([namespace, metricName, threshold], ["slipway/shop-staging", "nightly-failures", 0]);
  });

  it("stays declared when it is paused, so that its log and its roles do not come and go", async () => {
    const declared = await withJob({ paused: { because: "the partner is moving house" } });
    assert.equal(at(declared, "nightly/nightly-schedule").inputs.state, "DISABLED");
  });
});
