import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import type { TaskOrder } from "../../cloud/operations.ts";
import { serviceModel } from "../support/service-model.ts";
import { type Answers, type FakeAws, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

const arn = (what: string) => `arn:aws:ecs:${region}:${accountId}:${what}`;
const taskArn = arn("task/shop-staging-cluster/0a1b");
const order: TaskOrder = {
  name: "api",
  cluster: "shop-staging-cluster",
  taskDefinition: arn("task-definition/shop-staging-api:7"),
  subnets: ["subnet-1"],
  securityGroups: ["sg-1"],
  container: "api",
  command: ["rails", "db:check"],
  startedBy: "run/Anna",
  alone: false,
};
const address = { cluster: order.cluster, taskArn, container: "api" };

describe("a task that a person runs on AWS", () => {
  let aws: FakeAws;
  withCredentials();
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  const cloud = (answers: Answers) => {
    aws.answer(answers);
    return awsCloud({ accountId, region, endpoint: aws.url });
  };
  const sent = (operation: string) => aws.calls.find((call) => call.operation === operation)?.body;

  it("has the person's name and command, and a group by which nothing takes it for a run of its own", async () => {
    const run = cloud({ RunTask: () => ({ tasks: [{ taskArn }], failures: [] }) });
    assert.equal(await run.startTask(order), taskArn);
    const { clientToken, ...body } = sent("RunTask") ?? {};
    assert.equal(typeof clientToken, "string");
    assert.deepEqual(body, {
      cluster: order.cluster,
      taskDefinition: order.taskDefinition,
      launchType: "FARGATE",
      count: 1,
      startedBy: "run/Anna",
      group: "slipway-run",
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
      overrides: { containerOverrides: [{ name: "api", command: ["rails", "db:check"] }] },
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "DISABLED" },
      },
    });
    assert.deepEqual(serviceModel("ecs")?.inRequest("RunTask", sent("RunTask")) ?? [], []);
  });

  it("of a migration is refused beside another one, and has its family's group, so that a deployment waits for it", async () => {
    const other = {
      taskArn: arn("task/shop-staging-cluster/1c2d"),
      lastStatus: "RUNNING",
      startedBy: "main-migration",
    };
    const busy = cloud({ ListTasks: () => ({ taskArns: [other.taskArn] }), DescribeTasks: () => ({ tasks: [other] }) });
    await assert.rejects(busy.startTask({ ...order, name: "main/migrate", alone: true }), {
      name: "UserError",
      message: `main/migrate: task ${other.taskArn} runs already, started by main-migration, and two must not run at once: wait until it has stopped, or stop it with "aws ecs stop-task --cluster shop-staging-cluster --task ${other.taskArn}"`,
    });
    assert.equal(sent("RunTask"), undefined);
    const quiet = cloud({ ListTasks: () => ({ taskArns: [] }), RunTask: () => ({ tasks: [{ taskArn }] }) });
    await quiet.startTask({ ...order, alone: true });
    assert.equal(sent("RunTask")?.group, undefined);
  });

  it("is looked at by its ARN: unknown at first, on its way, and stopped with what the container said", async () => {
    assert.equal(await cloud({ DescribeTasks: () => ({ tasks: [] }) }).lookAtTask(address), undefined);
    const pending = { DescribeTasks: () => ({ tasks: [{ taskArn, lastStatus: "PENDING" }] }) };
    assert.deepEqual(await cloud(pending).lookAtTask(address), { status: "PENDING" });
    const stopped = {
      taskArn,
      lastStatus: "STOPPED",
      stopCode: "EssentialContainerExited",
      containers: [{ name: "api", exitCode: 3 }],
    };
    assert.deepEqual(await cloud({ DescribeTasks: () => ({ tasks: [stopped] }) }).lookAtTask(address), {
      status: "STOPPED",
      stopped: { stopCode: "EssentialContainerExited", exitCode: 3 },
    });
  });

  it("is told to stop with the reason, which ECS then shows", async () => {
    await cloud({ StopTask: () => ({}) }).stopTask(address, "you interrupted it");
    assert.deepEqual(sent("StopTask"), { cluster: order.cluster, task: taskArn, reason: "you interrupted it" });
  });
});
