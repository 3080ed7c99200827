import assert from "node:assert/strict";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  ModifyVpcAttributeCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateClusterCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  RunTaskCommand,
  StopTaskCommand,
} from "@aws-sdk/client-ecs";
import { awsCloud } from "../../cloud/aws.ts";
import type { OneOffTask } from "../../cloud/cloud.ts";
import { unheard } from "./fake-aws.ts";
import { describeOnMoto, region } from "./on-moto.ts";

const logGroup = "/shop-staging/migrate";
const definition = {
  family: "shop-staging-migrate",
  networkMode: "awsvpc",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  containerDefinitions: [
    {
      name: "migrate",
      image: "ghcr.io/acme/shop",
      cpu: 256,
      memory: 512,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": logGroup,
          "awslogs-region": region,
          "awslogs-stream-prefix": "migrate",
        },
      },
    },
  ],
} satisfies RegisterTaskDefinitionCommandInput;

describeOnMoto("a task on AWS (moto)", (moto) => {
  let task: OneOffTask;
  const cloud = () => awsCloud({ ...moto.place, pollMilliseconds: 1 });

  /** How many looks each of a task's states lasts. */
  const stateLasts = async (looks: number) => {
    const body = JSON.stringify({ model_name: "ecs::task", transition: { progression: "manual", times: looks } });
    await fetch(`${moto.place.endpoint}/moto-api/state-manager/set-transition`, { method: "POST", body });
  };
  /** The task of `startedBy`, as soon as there is one. */
  const running = async (startedBy: string, ecs: ECSClient): Promise<string> => {
    for (;;) {
      const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: task.cluster, startedBy }));
      const taskArn = taskArns?.[0];
      if (taskArn !== undefined) {
        return taskArn;
      }
    }
  };

  before(async () => {
    const ec2 = new EC2Client(moto.client);
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const VpcId = Vpc?.VpcId ?? "";
    await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: "10.0.1.0/24" }));
    const group = await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: "task", Description: "task" }));
    const ecs = new ECSClient(moto.client);
    await ecs.send(new CreateClusterCommand({ clusterName: "shop-staging" }));
    const registered = await ecs.send(new RegisterTaskDefinitionCommand(definition));
    await new CloudWatchLogsClient(moto.client).send(new CreateLogGroupCommand({ logGroupName: logGroup }));
    task = {
      name: "main-migration",
      cluster: "shop-staging",
      taskDefinition: registered.taskDefinition?.taskDefinitionArn ?? "",
      subnets: [Subnet?.SubnetId ?? ""],
      securityGroups: [group.GroupId ?? ""],
      container: "migrate",
      startedBy: "main-migration-0a1b2c3d",
      timeoutMinutes: 1,
    };
  });
  afterEach(() => stateLasts(1));

  it("is waited for through all its states, and its exit code is the container's", async () => {
    const { taskArn, ...stopped } = await cloud().runTask(task, unheard);
    assert.match(taskArn, /^arn:aws:ecs:eu-north-1:123456789012:task\/shop-staging\/[0-9a-f-]{36}$/);
    assert.deepEqual(stopped, { exitCode: 0, logGroup, lastLogLines: [] });
  });

  it("answers its last twenty lines, because an exit code explains nothing", async () => {
    await stateLasts(1_000_000);
    const ecs = new ECSClient(moto.client);
    const logs = new CloudWatchLogsClient(moto.client);
    const outcome = cloud().runTask({ ...task, startedBy: "with-log" }, unheard);
    const taskArn = await Promise.race([running("with-log", ecs), outcome.then(() => assert.fail("it did not run"))]);
    const stream = { logGroupName: logGroup, logStreamName: `migrate/migrate/${taskArn.split("/").at(-1)}` };
    await logs.send(new CreateLogStreamCommand(stream));
    const logEvents = Array.from({ length: 25 }, (_, index) => ({
      timestamp: Date.now() - 1000 + index,
      message: `line ${index + 1}\n`,
    }));
    await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
    await ecs.send(new StopTaskCommand({ cluster: task.cluster, task: taskArn, reason: "by hand" }));
    const stopped = await outcome;
    assert.equal(stopped.stoppedReason, "by hand");
    assert.deepEqual(
      stopped.lastLogLines,
      Array.from({ length: 20 }, (_, index) => `line ${index + 6}`),
    );
  });

  it("that takes too long is stopped, so that the next attempt is the only one", async () => {
    await stateLasts(1_000_000);
    const late = cloud().runTask({ ...task, name: "late", startedBy: "late", timeoutMinutes: 0 }, unheard);
    const error = await late.then(
      () => assert.fail("it was not late"),
      (reason: Error) => reason,
    );
    const [, taskArn] =
      /^late: task (\S+) was not done within 0 minutes \(it was RUNNING\): it was stopped; raise timeoutMinutes/.exec(
        error.message,
      ) ?? [];
    assert.ok(taskArn, error.message);
    const described = new DescribeTasksCommand({ cluster: task.cluster, tasks: [taskArn] });
    const { tasks } = await new ECSClient(moto.client).send(described);
    assert.equal(tasks?.[0]?.lastStatus, "STOPPED");
    assert.equal(tasks[0].stoppedReason, "not done within 0 minutes");
  });

  describe("that an earlier run left running", () => {
    let old = "";
    beforeEach(async () => {
      await stateLasts(3);
      const started = await new ECSClient(moto.client).send(
        new RunTaskCommand({
          cluster: task.cluster,
          taskDefinition: task.taskDefinition,
          launchType: "FARGATE",
          startedBy: task.startedBy,
          networkConfiguration: {
            awsvpcConfiguration: { subnets: [...task.subnets], securityGroups: [...task.securityGroups] },
          },
        }),
      );
      old = started.tasks?.[0]?.taskArn ?? assert.fail("it was not started");
    });
    const statusOf = async (taskArn: string) => {
      const described = new DescribeTasksCommand({ cluster: task.cluster, tasks: [taskArn] });
      return (await new ECSClient(moto.client).send(described)).tasks?.[0]?.lastStatus;
    };
    const runs = async () => {
      const { taskArns } = await new ECSClient(moto.client).send(new ListTasksCommand({ cluster: task.cluster }));
      return taskArns?.length;
    };

    it("is taken up, so that no second one runs beside it", async () => {
      const before = await runs();
      assert.equal((await cloud().runTask(task, unheard)).taskArn, old);
      assert.equal(await runs(), before);
    });

    it("from another revision is over before the new one starts", async () => {
      const { taskDefinition } = await new ECSClient(moto.client).send(
        new RegisterTaskDefinitionCommand({ ...definition, cpu: "512" }),
      );
      const next = { ...task, taskDefinition: taskDefinition?.taskDefinitionArn ?? "" };
      const said: string[] = [];
      const { taskArn } = await cloud().runTask(next, (sentence) => said.push(sentence));
      assert.notEqual(taskArn, old);
      assert.equal(await statusOf(old), "STOPPED");
      assert.deepEqual(said, [
        `main-migration: task ${old} of shop-staging-migrate:1 is still running: waiting until it has stopped`,
      ]);
    });
  });

  it("of an unknown cluster is refused with ECS's words and the name of what was to run", async () => {
    await assert.rejects(cloud().runTask({ ...task, cluster: "nowhere" }, unheard), {
      message: `${task.name}: ECS does not say which tasks of shop-staging-migrate run in cluster nowhere, so none is started: Cluster not found.`,
    });
  });

  it("is not started in another account than the stack's, whatever the credentials", async () => {
    const elsewhere = awsCloud({ ...moto.place, accountId: "210987654321" });
    await assert.rejects(elsewhere.runTask(task, unheard), {
      message:
        "the credentials are of account 123456789012, the stack lives in account 210987654321: set AWS_PROFILE to a profile of 210987654321, or environment.aws.assumeRole to a role in it",
    });
  });

  it("is started in the account of the role to assume", async () => {
    const assumeRole = "arn:aws:iam::210987654321:role/deploy";
    const elsewhere = awsCloud({ ...moto.place, accountId: "210987654321", assumeRole });
    // The cluster is the other account's: nobody is there to run it.
    await assert.rejects(elsewhere.runTask(task, unheard), /Cluster not found/);
  });
});
