import assert from "node:assert/strict";
import type { StoppedTask } from "../../cloud/cloud.ts";
import { explain, succeeded } from "../../cloud/outcome.ts";

const good: StoppedTask = {
  taskArn: "arn:aws:ecs:eu-north-1:123456789012:task/shop-staging/0a1b2c",
  stopCode: "EssentialContainerExited",
  stoppedReason: "Essential container in task exited",
  exitCode: 0,
  logGroup: "/shop-staging/migrate",
  lastLogLines: ["3 migrations applied"],
};

describe("the outcome of a task", () => {
  it("is success when the container itself ended with 0", () => {
    assert.equal(succeeded(good), true);
  });

  it("is failure when somebody stopped it, although a container that obeys leaves 0 behind", () => {
    assert.equal(succeeded({ ...good, stopCode: "UserInitiated" }), false);
  });

  it("is failure when it never ran, which leaves no exit code at all", () => {
    const { exitCode: _, ...never } = good;
    assert.equal(succeeded({ ...never, stopCode: "TaskFailedToStart" }), false);
  });

  it("is failure with any other exit code", () => {
    assert.equal(succeeded({ ...good, exitCode: 1 }), false);
  });

  it("is explained with its last words, because they say what has to be repaired", () => {
    const failed = { ...good, exitCode: 1, lastLogLines: ["migrating 12", 'relation "users" already exists'] };
    assert.equal(
      explain(failed),
      [
        "task 0a1b2c stopped: EssentialContainerExited",
        "exit code 1",
        "reason: Essential container in task exited",
        "last log lines in /shop-staging/migrate:",
        "  migrating 12",
        '  relation "users" already exists',
      ].join("\n"),
    );
  });

  it("is explained without an exit code by what ECS says of the container", () => {
    const failed: StoppedTask = {
      taskArn: good.taskArn,
      stopCode: "TaskFailedToStart",
      stoppedReason: "Task failed to start",
      containerReason: "CannotPullContainerError: manifest not found",
      lastLogLines: [],
    };
    assert.equal(
      explain(failed),
      [
        "task 0a1b2c stopped: TaskFailedToStart",
        "no exit code: the container never ran",
        "reason: Task failed to start",
        "container: CannotPullContainerError: manifest not found",
        "it wrote no log lines",
      ].join("\n"),
    );
  });

  it("says what a signal's exit code means, because 137 means nothing to most", () => {
    assert.match(
      explain({ ...good, exitCode: 137 }),
      /^exit code 137 \(killed: out of memory, or it did not stop in time\)$/m,
    );
  });

  it("says that the log is missing rather than empty when it could not be read", () => {
    const explained = explain({ ...good, lastLogLines: [], logProblem: "access denied" });
    assert.match(explained, /^its log cannot be read: access denied$/m);
  });
});
