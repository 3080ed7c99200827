import assert from "node:assert/strict";
import { deploymentOf } from "../../../sandbox/models/ecs-deployment.ts";
import { TASK_DEFINITION } from "../../../sandbox/models/ecs-task-definition.ts";
import { LOG_GROUP } from "../../../sandbox/models/logs.ts";
import { token } from "../../../sandbox/models/tokens.ts";
import { app, arnOf, container, image, serviceInputs, taskInputs } from "./app.ts";
import { Cloud } from "./cloud.ts";
import { alarms, appWith, breaker, report, revision, update } from "./deployed.ts";

describe("a deployment of a service in the sandbox", () => {
  it("is known with what runs when it went well", () => {
    const all = app();
    const { deployment, taskDefinition, runningCount, events } = report(
      all,
      all.cloud.make(token.service, serviceInputs(all)),
    );
    assert.deepEqual(
      { deployment, taskDefinition, runningCount, events },
      {
        deployment: "successful",
        taskDefinition: arnOf(all.task),
        runningCount: 1,
        events: ["(service api) has reached a steady state."],
      },
    );
  });

  it("is waited for in vain when nothing notices that its tasks cannot start, in the provider's words", () => {
    const all = app({ cloud: new Cloud({}) });
    assert.throws(
      () => all.cloud.make(token.service, serviceInputs(all)),
      /^Error: waiting for ECS Service \(arn:.*\/api\) create: timeout while waiting for state to become 'tfSTABLE' \(last state: 'tfPENDING', timeout: 20m0s\)$/,
    );
  });

  it("says of a first deployment what ECS says: there is nothing to go back to", () => {
    const all = app({ cloud: new Cloud({}) });
    const inputs = serviceInputs(all, breaker);
    assert.throws(
      () => all.cloud.make(token.service, inputs),
      /create: No rollback candidate was found to run the rollback\.$/,
    );
    const [service] = all.cloud.account.all(token.service);
    assert.ok(service);
    const { runningCount, deployment, stoppedTasks } = report(all, service);
    assert.deepEqual({ runningCount, deployment }, { runningCount: 0, deployment: "failed" });
    assert.match(stoppedTasks[0]?.stoppedReason ?? "", /CannotPullContainerError.*world\.yaml/s);
  });

  it("keeps the old revision when the circuit breaker rolls it back, so that `read` shows what really runs", () => {
    const all = app();
    const service = all.cloud.make(token.service, serviceInputs(all, breaker));
    const broken = revision(all, "ghcr.io/acme/none@sha256:0");
    assert.throws(
      () => update(all, service, { taskDefinition: broken }),
      /update: Service deployment rolled back because the circuit breaker threshold was exceeded\.$/,
    );
    const now = all.cloud.account.get(token.service, service.id);
    assert.equal(now?.inputs.taskDefinition, arnOf(all.task));
    assert.equal(now?.outputs.taskDefinition, arnOf(all.task));
    const { deployment, stoppedTasks, runningCount, events } = report(all, service);
    assert.deepEqual({ deployment, runningCount }, { deployment: "rolledBack", runningCount: 1 });
    assert.equal(stoppedTasks[0]?.taskDefinition, broken);
    assert.equal(stoppedTasks[0]?.stopCode, "TaskFailedToStart");
    assert.match(
      events[1] ?? "",
      /^\(service api\) \(deployment ecs-svc\/\d{19}\) deployment failed: tasks failed to start\.$/,
    );
  });

  it("that cannot pull names the image of the service, and not of a helper whose name comes before", () => {
    const all = appWith({ fault: "pull", on: "shop-api" });
    const helper = container({ name: "a-helper", image: image.replace("@", ":2@"), portMappings: [] });
    const { executionRoleArn } = all.task.outputs;
    const task = all.cloud.make(TASK_DEFINITION, taskInputs([helper, container()], { executionRoleArn }));
    assert.throws(() => all.cloud.make(token.service, serviceInputs(all, { ...breaker, taskDefinition: arnOf(task) })));
    const [service] = all.cloud.account.all(token.service);
    assert.ok(service);
    assert.match(
      report(all, service).stoppedTasks[0]?.stoppedReason ?? "",
      /failed to resolve ref ghcr\.io\/acme\/shop@sha256:a+: not found$/,
    );
  });

  it("is not waited for when nobody asked to, or when it has no tasks", () => {
    const all = app({ cloud: new Cloud({}) });
    assert.ok(all.cloud.make(token.service, serviceInputs(all, { waitForSteadyState: false })));
    assert.ok(all.cloud.make(token.service, serviceInputs(all, { name: "idle", desiredCount: 0 })));
  });

  it("waits for a log group that AWS does not show at once, as ECS tries again", () => {
    const all = app();
    all.cloud.account.hide(LOG_GROUP, all.logs.id);
    assert.equal(report(all, all.cloud.make(token.service, serviceInputs(all, breaker))).deployment, "successful");
  });

  it("is not begun by a change that touches no task", () => {
    const all = appWith({ fault: "exit", on: "shop-api", from: 2 });
    const service = all.cloud.make(token.service, serviceInputs(all, breaker));
    update(all, service, { enableExecuteCommand: true });
    assert.equal(report(all, service).deployment, "successful");
  });

  it("tells exit code and last words of a container that ends, and where its log is", () => {
    const all = appWith({ fault: "exit", on: "shop-api", from: 2, exitCode: 3, says: "no such table" });
    const service = all.cloud.make(token.service, serviceInputs(all, breaker));
    assert.throws(() => update(all, service, { taskDefinition: revision(all) }), /rolled back/);
    const [task] = report(all, service).stoppedTasks;
    assert.deepEqual(task?.containers, [{ name: "api", exitCode: 3 }]);
    assert.deepEqual(task?.lastLogLines, ["no such table"]);
    assert.equal(task?.stopCode, "EssentialContainerExited");
  });

  it("tells which targets are not healthy, and that ECS stopped their tasks for it", () => {
    const all = appWith({ fault: "unhealthy", on: "shop-api", from: 2, says: "GET /health 503" });
    const service = all.cloud.make(token.service, serviceInputs(all, breaker));
    assert.throws(() => update(all, service, { taskDefinition: revision(all) }), /rolled back/);
    const { unhealthyTargets, stoppedTasks, events } = report(all, service);
    assert.equal(unhealthyTargets[0]?.state, "unhealthy");
    assert.match(stoppedTasks[0]?.stoppedReason ?? "", /^Task failed ELB health checks in \(target-group arn:/);
    assert.match(events.at(-1) ?? "", /is unhealthy in \(target-group/);
  });

  it("never comes to a steady state without capacity, and the old tasks go on running", () => {
    const all = appWith({ fault: "capacity", on: "shop-api", from: 2 });
    const service = all.cloud.make(token.service, serviceInputs(all, breaker));
    const wanted = revision(all);
    assert.throws(() => update(all, service, { taskDefinition: wanted }), /timeout while waiting/);
    const { deployment, taskDefinition, runningCount, events } = report(all, service);
    assert.deepEqual(
      { deployment, taskDefinition, runningCount },
      { deployment: "inProgress", taskDefinition: wanted, runningCount: 1 },
    );
    assert.match(events[0] ?? "", /was unable to place a task\. Reason: Capacity is unavailable at this time/);
    assert.equal(deploymentOf(all.cloud.account, service.id)?.serving, arnOf(all.task));
    update(all, service, { enableExecuteCommand: true });
    assert.equal(report(all, service).deployment, "successful", "the next change tries again");
  });

  it("that is rolled back silently looks well to the provider, and runs the revision before", () => {
    const all = appWith({ fault: "silentRollback", on: "shop-api" });
    const service = all.cloud.make(token.service, serviceInputs(all, breaker));
    update(all, service, { taskDefinition: revision(all) });
    const { deployment, taskDefinition } = report(all, service);
    assert.deepEqual({ deployment, taskDefinition }, { deployment: "rolledBack", taskDefinition: arnOf(all.task) });
    assert.equal(all.cloud.account.get(token.service, service.id)?.outputs.taskDefinition, arnOf(all.task));
  });

  it("is rolled back by an alarm that begins to ring, which then rings on", () => {
    const all = appWith({ fault: "alarm", on: "*-errors", from: 2 });
    const service = all.cloud.make(token.service, serviceInputs(all, alarms));
    assert.throws(() => update(all, service, { taskDefinition: revision(all) }), /rolled back because an alarm/);
    const { triggeredAlarms, events } = report(all, service);
    assert.deepEqual(triggeredAlarms, ["shop-api-errors"]);
    assert.match(events[1] ?? "", /deployment failed: alarm detected\.$/);
    assert.deepEqual(all.cloud.account.mishaps.ringing(["shop-api-errors", "other"]), ["shop-api-errors"]);
  });

  it("whose targets are ill is rolled back by the alarm that looks at them, where no circuit breaker does", () => {
    const all = appWith({ fault: "unhealthy", on: "shop-api", from: 2 }, { fault: "exit", on: "shop-api", from: 3 });
    const service = all.cloud.make(token.service, serviceInputs(all, alarms));
    assert.throws(() => update(all, service, { taskDefinition: revision(all) }), /rolled back because an alarm/);
    assert.deepEqual(report(all, service).triggeredAlarms, ["shop-api-errors"]);
    // An exit makes no target ill, and that alarm rings by now anyway.
    assert.throws(() => update(all, service, { taskDefinition: revision(all) }), /timeout while waiting/);
  });

  it("does not look at an alarm that rang before it, as ECS does not", () => {
    const all = appWith({ fault: "ringing", on: "*-errors" }, { fault: "alarm", on: "*-errors", times: 9 });
    const service = all.cloud.make(token.service, serviceInputs(all, alarms));
    assert.equal(report(all, service).deployment, "successful");
  });
});
