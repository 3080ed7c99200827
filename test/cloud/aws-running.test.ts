import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { type ServiceModel, serviceModel } from "../support/service-model.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";
import { type Answers, type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

const arn = (what: string) => `arn:aws:ecs:${region}:${accountId}:${what}`;
const revision = arn("task-definition/shop-staging-api:7");
const address = { cluster: arn("cluster/shop-staging"), service: arn("service/shop-staging/shop-staging-api") };
const digest = `sha256:${"5".repeat(64)}`;

/** What ECS tells of a task, in the JSON protocol, where times are seconds. */
const told = (id: string, more: object = {}) => ({
  taskArn: arn(`task/shop-staging/${id}`),
  taskDefinitionArn: revision,
  lastStatus: "RUNNING",
  startedAt: 1_795_287_600,
  containers: [
    { name: "api", image: `ghcr.io/acme/shop@${digest}`, imageDigest: digest, healthStatus: "HEALTHY" },
    { name: "starting", image: "ghcr.io/acme/proxy:1" },
  ],
  ...more,
});
const network = { subnets: ["subnet-1"], securityGroups: ["sg-1"] };
const services = [{ status: "ACTIVE", networkConfiguration: { awsvpcConfiguration: network } }];

function suite(model: ServiceModel | undefined): void {
  let aws: FakeAws;
  before(async () => {
    assert.ok(model, 'moto is not set up: run "node tools/set-up.ts"');
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  const running = (answers: Answers) => {
    aws.answer({ DescribeServices: () => ({ services }), ...answers });
    return awsCloud({ accountId, region, endpoint: aws.url }).running(address);
  };

  it("is every task of every page, since a service may have more than the hundred that one page lists", async () => {
    const found = await running({
      ListTasks: ({ nextToken }) =>
        nextToken === undefined ? { taskArns: ["one"], nextToken: "more" } : { taskArns: ["two"] },
      DescribeTasks: ({ tasks }) => ({ tasks: (tasks as string[]).map((id) => told(id)) }),
    });
    assert.deepEqual(
      found?.tasks.map(({ taskArn }) => taskArn),
      [arn("task/shop-staging/one"), arn("task/shop-staging/two")],
    );
    assert.deepEqual(found?.tasks[0], {
      taskArn: arn("task/shop-staging/one"),
      taskDefinition: revision,
      startedAt: "2026-11-21T19:00:00.000Z",
      containers: [
        { name: "api", image: `ghcr.io/acme/shop@${digest}`, imageDigest: digest, health: "HEALTHY" },
        { name: "starting", image: "ghcr.io/acme/proxy:1", health: "UNKNOWN" },
      ],
    });
    assert.deepEqual(found?.network, network);
  });

  it("is asked for as AWS's published model wants it", async () => {
    await running({ ListTasks: () => ({ taskArns: ["one"] }), DescribeTasks: () => ({ tasks: [told("one")] }) });
    for (const { operation, body } of aws.calls.filter(({ operation }) => /Tasks|Services/.test(operation))) {
      assert.deepEqual(model?.inRequest(operation, body), []);
    }
    assert.deepEqual(model?.inAnswer("DescribeTasks", { tasks: [told("one")] }), []);
    assert.deepEqual(
      aws.calls.find(({ operation }) => operation === "ListTasks")?.body.serviceName,
      "shop-staging-api",
    );
  });

  it("leaves out a task that has not started yet, of which nobody knows what it pulls", async () => {
    const found = await running({
      ListTasks: () => ({ taskArns: ["one"] }),
      DescribeTasks: () => ({ tasks: [told("one", { lastStatus: "PENDING" })] }),
    });
    assert.deepEqual(found?.tasks, []);
  });

  it("is nothing where there is no such service, no such cluster, or one that was deleted", async () => {
    const none = { ListTasks: () => assert.fail("nothing is listed") };
    assert.equal(await running({ ...none, DescribeServices: () => ({ services: [] }) }), undefined);
    assert.equal(
      await running({ ...none, DescribeServices: () => ({ services: [{ status: "INACTIVE" }] }) }),
      undefined,
    );
    const gone = () => {
      throw refused("ClusterNotFoundException");
    };
    assert.equal(await running({ ...none, DescribeServices: gone }), undefined);
  });
}

const model = serviceModel("ecs");
describeWhereSetUp("moto", model !== undefined, "what really runs on AWS (a stand-in for ECS)", () => suite(model));
