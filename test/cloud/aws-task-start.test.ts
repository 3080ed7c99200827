import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import type { OneOffTask } from "../../cloud/cloud.ts";
import { type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
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
const unknownRole = refused(
  "ClientException",
  "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/shop' that was provided for this task.",
);
const noLinkedRole = refused(
  "InvalidParameterException",
  "Unable to assume the service linked role. Please verify that the ECS service linked role exists.",
);

describe("the start of a task on AWS", () => {
  let ecs: FakeAws;
  let pauses: number[];
  let said: string[];
  withCredentials();
  before(async () => {
    ecs = await startFakeAws();
  });
  after(() => ecs.stop());

  /** Runs the task where RunTask is refused some times. */
  function refusedFirst(error: Error, times: number, own: Partial<OneOffTask> = {}) {
    pauses = [];
    said = [];
    let tries = 0;
    const stopped = { lastStatus: "STOPPED", stopCode: "EssentialContainerExited" };
    ecs.answer({
      RunTask: () => {
        tries++;
        if (tries <= times) throw error;
        return { tasks: [{ taskArn }], failures: [] };
      },
      DescribeTasks: () => ({ tasks: [{ taskArn, ...stopped, containers: [{ name: "migrate", exitCode: 0 }] }] }),
    });
    const pause = async (milliseconds: number) => void pauses.push(milliseconds);
    const cloud = awsCloud({ accountId, region, endpoint: ecs.url, pause });
    return cloud.runTask({ ...task, ...own }, (sentence) => said.push(sentence));
  }
  const starts = () => ecs.calls.filter(({ operation }) => operation === "RunTask").length;

  it("waits for a new role, which IAM tells of with a delay, and says so each time", async () => {
    assert.equal((await refusedFirst(unknownRole, 2)).exitCode, 0);
    assert.deepEqual(pauses, [5000, 5000]);
    const sentence = "main-migration: ECS does not know a role of the task yet: trying again in 5 seconds";
    assert.deepEqual(said, [sentence, sentence]);
  });

  it("waits for the service-linked role, which a new account does not have yet", async () => {
    assert.equal((await refusedFirst(noLinkedRole, 1)).exitCode, 0);
    assert.deepEqual(said, [
      "main-migration: the service-linked role of ECS is not there yet, as in every new account: trying again in 5 seconds",
    ]);
  });

  it("is told where ECS starts nothing and says nothing either", async () => {
    ecs.answer({ RunTask: () => ({ tasks: [], failures: [] }) });
    await assert.rejects(
      awsCloud({ accountId, region, endpoint: ecs.url }).runTask(task, () => {}),
      {
        message: `main-migration: ECS does not start a task of ${task.taskDefinition}: it gives no reason`,
      },
    );
  });

  it("gives up after a minute, with what to do about it", async () => {
    await assert.rejects(refusedFirst(noLinkedRole, 100), {
      message: `main-migration: ECS does not start a task of ${task.taskDefinition}: ${noLinkedRole.message} (for 60 seconds; make it with "aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com")`,
    });
    assert.equal(
      pauses.reduce((sum, milliseconds) => sum + milliseconds),
      60_000,
    );
    assert.equal(starts(), 13);
  });

  it("has the container run a command instead of its own, and its own where none is given", async () => {
    const overrides = () => ecs.calls.find(({ operation }) => operation === "RunTask")?.body.overrides;
    await refusedFirst(unknownRole, 0, { command: ["alembic", "check"] });
    assert.deepEqual(overrides(), { containerOverrides: [{ name: "migrate", command: ["alembic", "check"] }] });
    await refusedFirst(unknownRole, 0);
    assert.equal(overrides(), undefined);
  });

  for (const error of [
    refused("ClientException", "TaskDefinition is inactive"),
    refused("AccessDeniedException", "unable to assume the role: not authorized to perform: iam:PassRole"),
  ]) {
    it(`is not tried again after ${error.name} "${error.message}", which will not pass`, async () => {
      await assert.rejects(refusedFirst(error, 1), {
        message: `main-migration: ECS does not start a task of ${task.taskDefinition}: ${error.message}`,
      });
      assert.deepEqual({ starts: starts(), pauses, said }, { starts: 1, pauses: [], said: [] });
    });
  }
});
