import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { type ServiceModel, serviceModel } from "../support/service-model.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";
import { type Answers, type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

const taskArn = `arn:aws:ecs:${region}:${accountId}:task/shop-staging-cluster/0a1b`;
const address = { cluster: "shop-staging-cluster", taskArn, container: "api" };
const containers = [{ name: "metrics" }, { name: "api", runtimeId: "0a1b-42" }];
const DescribeTasks = () => ({ tasks: [{ taskArn, lastStatus: "RUNNING", containers }] });
const lowerCase = { sessionId: "s-1", streamUrl: "wss://stream.example", tokenValue: "token" };
const session = { SessionId: "s-1", StreamUrl: "wss://stream.example", TokenValue: "token" };
const noAgent =
  "task 0a1b lets nobody into container api: it was started before exec was set, or its agent does not run (yet); wait a minute, name a newer one with --task, or deploy again, which starts new ones";

function suite(ecs: ServiceModel | undefined, ssm: ServiceModel | undefined): void {
  let aws: FakeAws;
  withCredentials();
  before(async () => {
    assert.ok(ecs && ssm, 'moto is not set up: run "node tools/set-up.ts"');
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  const cloud = (answers: Answers) => {
    aws.answer({ DescribeTasks, ...answers });
    return awsCloud({ accountId, region, endpoint: aws.url });
  };
  const sent = (operation: string) => aws.calls.find((call) => call.operation === operation)?.body;

  it("is opened for a shell as AWS's published model wants it, with what its plugin resumes it by", async () => {
    const opened = await cloud({ ExecuteCommand: () => ({ session: lowerCase }) }).openShell(address, "/bin/sh");
    assert.deepEqual(opened, {
      session,
      region,
      request: { Target: "ecs:shop-staging-cluster_0a1b_0a1b-42" },
      endpoint: `${aws.url}/`,
    });
    const body = sent("ExecuteCommand");
    assert.deepEqual(body, {
      cluster: "shop-staging-cluster",
      task: taskArn,
      container: "api",
      command: "/bin/sh",
      interactive: true,
    });
    assert.deepEqual(ecs?.inRequest("ExecuteCommand", body), []);
    assert.deepEqual(ecs?.inAnswer("ExecuteCommand", { session: lowerCase }), []);
  });

  it("is opened for a port to another host, which only a document of AWS's does", async () => {
    const order = { ...address, host: "main.example", port: 5432, localPort: 15_432 };
    const opened = await cloud({ StartSession: () => session }).openForward(order);
    const request = {
      Target: "ecs:shop-staging-cluster_0a1b_0a1b-42",
      DocumentName: "AWS-StartPortForwardingSessionToRemoteHost",
      Parameters: { host: ["main.example"], portNumber: ["5432"], localPortNumber: ["15432"] },
    };
    assert.deepEqual(opened, { session, region, request, endpoint: `${aws.url}/` });
    assert.deepEqual(sent("StartSession"), request);
    assert.deepEqual(ssm?.inRequest("StartSession", request), []);
    assert.deepEqual(ssm?.inAnswer("StartSession", session), []);
  });

  it("is told why there is none where nobody is let in, because AWS's words do not say what to do", async () => {
    const notEnabled = () => {
      throw refused(
        "InvalidParameterException",
        "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.",
      );
    };
    await assert.rejects(cloud({ ExecuteCommand: notEnabled }).openShell(address, "/bin/sh"), { message: noAgent });
    const notConnected = () => {
      throw refused("TargetNotConnected", "ecs:shop is not connected.");
    };
    const order = { ...address, host: "main.example", port: 5432, localPort: 15_432 };
    await assert.rejects(cloud({ StartSession: notConnected }).openForward(order), { message: noAgent });
    const denied = () => {
      throw refused("AccessDeniedException", "not authorized to perform ecs:ExecuteCommand");
    };
    await assert.rejects(cloud({ ExecuteCommand: denied }).openShell(address, "/bin/sh"), /not authorized/);
  });

  it("is none in a container that does not run", async () => {
    await assert.rejects(cloud({}).openShell({ ...address, container: "metrics" }, "/bin/sh"), {
      message: `container metrics of task ${taskArn} does not run: leave out --task for the newest that does`,
    });
  });
}

const [ecs, ssm] = [serviceModel("ecs"), serviceModel("ssm")];
describeWhereSetUp("moto", ecs !== undefined && ssm !== undefined, "a session with a task on AWS (a stand-in)", () =>
  suite(ecs, ssm),
);
