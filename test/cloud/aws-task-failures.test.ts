import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import type { OneOffTask } from "../../cloud/cloud.ts";
import { succeeded, TaskTimeout } from "../../cloud/outcome.ts";
import { type FakeAws, refused, startFakeAws, unheard } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

const taskArn = `arn:aws:ecs:${region}:${accountId}:task/shop-staging/0a1b2c`;
const task: OneOffTask = {
  name: "main-migration",
  cluster: "shop-staging",
  taskDefinition: `arn:aws:ecs:${region}:${accountId}:task-definition/shop-staging-migrate:7`,
  subnets: ["subnet-1"],
  securityGroups: ["sg-1"],
  container: "migrate",
  startedBy: "main-migration-0a1b2c3d",
  timeoutMinutes: 1,
};

describe("a task on AWS as ECS tells of it", () => {
  let ecs: FakeAws;
  before(async () => {
    ecs = await startFakeAws();
  });
  after(() => ecs.stop());
  withCredentials();

  const cloud = () => awsCloud({ accountId, region, endpoint: ecs.url, pollMilliseconds: 1 });
  const logOf = (container: string) => ({
    name: container,
    logConfiguration: {
      logDriver: "awslogs",
      options: { "awslogs-group": "/shop", "awslogs-region": region, "awslogs-stream-prefix": "migrate" },
    },
  });
  const started = {
    RunTask: () => ({ tasks: [{ taskArn }], failures: [] }),
    DescribeTaskDefinition: () => ({
      taskDefinition: { containerDefinitions: [logOf("ca-bundle"), logOf("migrate")] },
    }),
    GetLogEvents: ({ logStreamName }: Record<string, unknown>) => ({
      events: [{ message: `end of ${logStreamName}`, timestamp: 1 }],
    }),
  };
  const stopped = (answer: object) => ({ tasks: [{ taskArn, lastStatus: "STOPPED", ...answer }] });

  it("has succeeded when its container ended with 0, and ran as it was asked to", async () => {
    ecs.answer({
      ...started,
      DescribeTasks: () =>
        stopped({ stopCode: "EssentialContainerExited", containers: [{ name: "migrate", exitCode: 0 }] }),
    });
    const outcome = await cloud().runTask(task, unheard);
    assert.equal(succeeded(outcome), true);
    assert.deepEqual(outcome.lastLogLines, ["end of migrate/migrate/0a1b2c"]);
    const { clientToken, ...asked } = ecs.calls.find(({ operation }) => operation === "RunTask")?.body ?? {};
    assert.match(String(clientToken), /^[0-9a-f-]{36}$/);
    assert.deepEqual(asked, {
      cluster: "shop-staging",
      taskDefinition: task.taskDefinition,
      launchType: "FARGATE",
      count: 1,
      startedBy: "main-migration-0a1b2c3d",
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "DISABLED" },
      },
    });
  });

  it("has another token on each attempt, because the same one is answered with the old task", async () => {
    const tokens: unknown[] = [];
    for (let attempt = 0; attempt < 2; attempt++) {
      ecs.answer({ ...started, DescribeTasks: () => stopped({ stopCode: "EssentialContainerExited" }) });
      await cloud().runTask(task, unheard);
      tokens.push(ecs.calls.find(({ operation }) => operation === "RunTask")?.body.clientToken);
    }
    assert.notEqual(tokens[0], tokens[1]);
  });

  it("is waited for although ECS does not know it at first and never shows it running", async () => {
    let looks = 0;
    ecs.answer({
      ...started,
      DescribeTasks: () => {
        looks++;
        return looks < 3
          ? { tasks: [], failures: [{ arn: taskArn, reason: "MISSING" }] }
          : stopped({ stopCode: "EssentialContainerExited", containers: [{ name: "migrate", exitCode: 3 }] });
      },
    });
    assert.equal((await cloud().runTask(task, unheard)).exitCode, 3);
  });

  it("whose image cannot be pulled has no exit code, and ECS's reason", async () => {
    ecs.answer({
      ...started,
      GetLogEvents: () => {
        throw refused("ResourceNotFoundException", "The specified log stream does not exist.");
      },
      DescribeTasks: () =>
        stopped({
          stopCode: "TaskFailedToStart",
          stoppedReason: "CannotPullContainerError: manifest unknown",
          containers: [{ name: "migrate", reason: "CannotPullContainerError: manifest unknown" }],
        }),
    });
    assert.deepEqual(await cloud().runTask(task, unheard), {
      taskArn,
      stopCode: "TaskFailedToStart",
      stoppedReason: "CannotPullContainerError: manifest unknown",
      containerReason: "CannotPullContainerError: manifest unknown",
      logGroup: "/shop",
      lastLogLines: [],
    });
  });

  it("that an init container kept from running tells of that one, and of its log", async () => {
    ecs.answer({
      ...started,
      DescribeTasks: () =>
        stopped({
          stopCode: "TaskFailedToStart",
          stoppedReason: "Task failed to start",
          containers: [{ name: "migrate" }, { name: "ca-bundle", exitCode: 1 }],
        }),
    });
    const outcome = await cloud().runTask(task, unheard);
    assert.equal(outcome.exitCode, undefined);
    assert.equal(outcome.containerReason, "ca-bundle ended first with exit code 1");
    assert.deepEqual(outcome.lastLogLines, ["end of migrate/ca-bundle/0a1b2c"]);
  });

  it("that failed is looked at again for its log, because lines arrive after the end", async () => {
    let looks = 0;
    ecs.answer({
      ...started,
      GetLogEvents: () => {
        looks++;
        return { events: looks < 3 ? [] : [{ message: "at last" }] };
      },
      DescribeTasks: () =>
        stopped({ stopCode: "EssentialContainerExited", containers: [{ name: "migrate", exitCode: 1 }] }),
    });
    assert.deepEqual((await cloud().runTask(task, unheard)).lastLogLines, ["at last"]);
  });

  it("whose log may not be read is still told of, and so is why", async () => {
    ecs.answer({
      ...started,
      GetLogEvents: () => {
        throw refused("AccessDeniedException", "not authorized to perform: logs:GetLogEvents");
      },
      DescribeTasks: () =>
        stopped({ stopCode: "EssentialContainerExited", containers: [{ name: "migrate", exitCode: 1 }] }),
    });
    const { exitCode, logProblem } = await cloud().runTask(task, unheard);
    assert.deepEqual(
      { exitCode, logProblem },
      { exitCode: 1, logProblem: "not authorized to perform: logs:GetLogEvents" },
    );
  });

  it("tells for how long it ran, without the time before it did", async () => {
    const ran = { createdAt: 1_795_287_500, startedAt: 1_795_287_600, executionStoppedAt: 1_795_287_612.5 };
    const containers = [{ name: "migrate", exitCode: 0 }];
    ecs.answer({
      ...started,
      DescribeTasks: () => stopped({ stopCode: "EssentialContainerExited", containers, ...ran }),
    });
    assert.equal((await cloud().runTask(task, unheard)).ranSeconds, 12.5);
  });

  it("that ECS accepts without starting it is refused with its reasons", async () => {
    ecs.answer({ RunTask: () => ({ tasks: [], failures: [{ reason: "RESOURCE:ENI", detail: "no address left" }] }) });
    await assert.rejects(cloud().runTask(task, unheard), {
      message: `main-migration: ECS does not start a task of ${task.taskDefinition}: RESOURCE:ENI, no address left`,
    });
  });

  it("that cannot be stopped in time is named, so that somebody does it by hand", async () => {
    ecs.answer({
      ...started,
      DescribeTasks: () => ({ tasks: [{ taskArn, lastStatus: "PROVISIONING" }] }),
      StopTask: () => {
        throw refused("AccessDeniedException", "not authorized to perform: ecs:StopTask");
      },
    });
    const late = { wasRunning: false, lastLogLines: ["end of migrate/migrate/0a1b2c"] };
    await assert.rejects(cloud().runTask({ ...task, timeoutMinutes: 0 }, unheard), (error) => {
      assert.ok(error instanceof TaskTimeout);
      const { stopping: _, ...rest } = error.late;
      assert.deepEqual(rest, late);
      return true;
    });
    await assert.rejects(cloud().runTask({ ...task, timeoutMinutes: 0 }, unheard), {
      message: [
        `main-migration: task ${taskArn} was not done within 0 minutes (it was PROVISIONING): it cannot be stopped (not authorized to perform: ecs:StopTask): stop it by hand; raise timeoutMinutes if it needs longer`,
        "  end of migrate/migrate/0a1b2c",
      ].join("\n"),
    });
  });
});
