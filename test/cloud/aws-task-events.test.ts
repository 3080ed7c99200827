import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { TaskEvents } from "../../components/task-events.ts";
import { thisMachine } from "../../tools/engine/machine.ts";
import { motoEnvironment } from "../../tools/moto/environment.ts";
import { at, declareComponent } from "../support/declare-stack.ts";
import { serviceModel } from "../support/service-model.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";
import { clusterArn, stoppedTaskDetail, stoppedTaskEvent } from "./task-event.ts";

function suite(this: Mocha.Suite): void {
  // Python takes its time to start.
  this.timeout(60_000);
  let pattern = "";
  before(async () => {
    const declared = await declareComponent(() => {
      const cluster = { arn: pulumi.output(clusterArn) };
      new TaskEvents("task-events", { prefix: "shop-staging", cluster, logRetentionDays: 7 });
    });
    pattern = String(at(declared, "task-events/task-events-rule").inputs.eventPattern);
  });

  /** Which of the events the rule lets through. */
  function passed(...events: readonly object[]): readonly boolean[] {
    const environment = motoEnvironment(thisMachine());
    assert.ok(environment, 'moto is not set up: run "node tools/set-up.ts"');
    const { stdout, stderr } = spawnSync(environment.python, [join(import.meta.dirname, "event-pattern.py")], {
      input: JSON.stringify({ pattern, events }),
      encoding: "utf8",
    });
    assert.ok(stdout, stderr);
    return JSON.parse(stdout);
  }

  const ended = { group: "service:shop-staging-mail", exitCodes: { mail: 1 } };

  it("is tried on events that have what ECS's published model has", () => {
    const { version, updatedAt, ...task } = stoppedTaskDetail(ended);
    assert.deepEqual([typeof version, typeof updatedAt], ["number", "string"], "these two are an event's own");
    // An event has its times as text.
    const members = Object.entries(task).map(([key, value]) => [
      key,
      key.endsWith("At") ? Date.parse(String(value)) : value,
    ]);
    assert.deepEqual(serviceModel("ecs")?.inAnswer("DescribeTasks", { tasks: [Object.fromEntries(members)] }), []);
  });

  it("lets a task through that ended by itself, and one that could not start", () => {
    const never = stoppedTaskEvent({ ...ended, exitCodes: { mail: undefined }, stopCode: "TaskFailedToStart" });
    assert.deepEqual(passed(stoppedTaskEvent(ended), never), [true, true]);
  });

  it("keeps those out that a deployment, somebody or the end of spot capacity stopped, which is no failure", () => {
    const told = ["ServiceSchedulerInitiated", "UserInitiated", "SpotInterruption"];
    assert.deepEqual(passed(...told.map((stopCode) => stoppedTaskEvent({ ...ended, stopCode }))), [
      false,
      false,
      false,
    ]);
  });

  it("keeps out what has not stopped yet, what is in another cluster, and another kind of event", () => {
    const elsewhere = clusterArn.replace("staging", "production");
    assert.deepEqual(
      passed(
        stoppedTaskEvent({ ...ended, lastStatus: "DEPROVISIONING" }),
        stoppedTaskEvent({ ...ended, cluster: elsewhere }),
        { ...stoppedTaskEvent(ended), "detail-type": "ECS Container Instance State Change" },
        { ...stoppedTaskEvent(ended), source: "shop" },
      ),
      [false, false, false, false],
    );
  });
}

const title = "the event pattern of stopped tasks, as moto's EventBridge reads it";
describeWhereSetUp("moto", motoEnvironment(thisMachine()) !== undefined, title, suite);
