import assert from "node:assert/strict";
import { answered, at, declareStack } from "../support/declare-stack.ts";
import { statementsOf } from "../support/json-inputs.ts";
import { job, minimal } from "../support/minimal.ts";

const withJob = (own: Parameters<typeof job>[0] = {}) => declareStack(minimal({ jobs: { nightly: job(own) } }));

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
      subnets: ["eu-north-1a", "eu-north-1b"].map((zone) => answered(declared, `network/network-private-${zone}`).id),
      securityGroups: [answered(declared, "nightly/nightly/nightly-firewall").id],
      assignPublicIp: false,
    });
  });

  it("lets the scheduler run this task and pass its two roles, and nothing else", async () => {
    const declared = await withJob();
    const [run, pass] = statementsOf(at(declared, "nightly/nightly-launch-policy"));
    assert.deepEqual(run?.Resource, ["arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-nightly:*"]);
    assert.deepEqual(run?.Condition, { ArnEquals: { "ecs:cluster": answered(declared, "cluster/cluster-tasks").arn } });
    assert.deepEqual(pass?.Resource, [
      answered(declared, "nightly/nightly/nightly-execution-role").arn,
      answered(declared, "nightly/nightly/nightly-app-role").arn,
    ]);
  });

  it("has a schedule group of its own, which is what its metrics are counted by", async () => {
    const declared = await withJob();
    const group = answered(declared, "nightly/nightly-group").name;
    for (const name of ["nightly-not-started", "nightly-dropped"]) {
      assert.deepEqual(at(declared, `nightly/${name}`).inputs.dimensions, { ScheduleGroup: group });
    }
  });

  it("stays declared when it is paused, so that its log and its roles do not come and go", async () => {
    const declared = await withJob({ paused: { because: "the partner is moving house" } });
    assert.equal(at(declared, "nightly/nightly-schedule").inputs.state, "DISABLED");
  });
});
