import assert from "node:assert/strict";
import { awsCloud } from "../../cloud/aws.ts";
import { type ServiceModel, serviceModel } from "../support/service-model.ts";
import { describeWhereSetUp } from "../support/where-set-up.ts";
import { type Answers, type FakeAws, refused, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";
import { address, answers, arn, revision, targetHealth } from "./rolled-back.ts";

function suite(model: ServiceModel | undefined): void {
  let aws: FakeAws;
  before(async () => {
    assert.ok(model, 'moto is not set up: run "node tools/set-up.ts"');
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();

  const usual: Answers = {
    ...Object.fromEntries(Object.entries(answers).map(([operation, answer]) => [operation, () => answer])),
    DescribeTargetHealth: targetHealth,
  };
  const report = (more: Answers = {}) => {
    aws.answer({ ...usual, ...more });
    return awsCloud({ accountId, region, endpoint: aws.url }).service(address, revision(2));
  };

  it("is told from answers that AWS could give", () => {
    for (const [operation, answer] of Object.entries(answers)) {
      assert.deepEqual(model?.inAnswer(operation, answer), []);
    }
  });

  it("would be told of a request and an answer that AWS does not know", () => {
    assert.deepEqual(model?.inRequest("ListServiceDeployments", { cluster: "c", state: 1 }), [
      "ListServiceDeployments.service is required",
      "ListServiceDeployments has no member state",
    ]);
    const odd = { serviceDeployments: [{ status: "ROLLED_BACK", createdAt: "yesterday" }] };
    assert.deepEqual(
      model?.inAnswer("DescribeServiceDeployments", odd).map((problem) => problem.split(":")[0]),
      [
        "DescribeServiceDeployments.serviceDeployments[0].status is ROLLED_BACK",
        "DescribeServiceDeployments.serviceDeployments[0].createdAt is no number",
      ],
    );
  });

  it("is asked for as AWS's published model wants it", async () => {
    await report();
    const asked = aws.calls.filter(({ operation }) => operation in answers);
    assert.deepEqual([...new Set(asked.map(({ operation }) => operation))].sort(), Object.keys(answers).sort());
    for (const { operation, body } of asked) {
      assert.deepEqual(model?.inRequest(operation, body), []);
    }
  });

  it("is the newest one, with ECS's reason and the alarm that ended it", async () => {
    const { deployment, reason, triggeredAlarms, problems } = (await report()) ?? {};
    assert.deepEqual(
      { deployment, reason, triggeredAlarms, problems },
      {
        deployment: "rolledBack",
        reason: "Service deployment rolled back because an alarm was triggered.",
        triggeredAlarms: ["errors"],
        problems: [],
      },
    );
    const described = aws.calls.find(({ operation }) => operation === "DescribeServiceDeployments");
    assert.deepEqual(described?.body, { serviceDeploymentArns: [arn("service-deployment/shop/api/new")] });
  });

  it("is found on the last page too, because ECS does not say in which order it lists", async () => {
    const [old, newest] = answers.ListServiceDeployments.serviceDeployments;
    const ListServiceDeployments = ({ nextToken }: Record<string, unknown>) =>
      nextToken === "more" ? { serviceDeployments: [newest] } : { serviceDeployments: [old], nextToken: "more" };
    assert.equal((await report({ ListServiceDeployments }))?.deployment, "rolledBack");
  });

  it("that was rolled back leaves the revision of the primary deployment, whatever the service says", async () => {
    assert.equal((await report())?.taskDefinition, revision(1));
  });

  it("is explained by tasks that stopped of themselves or failed a check, and not by those that were told to", async () => {
    const tasks = (await report())?.stoppedTasks ?? [];
    assert.deepEqual(
      tasks.map(({ taskArn }) => taskArn.split("/").at(-1)),
      ["b", "a"],
    );
    assert.equal(tasks[0]?.logProblem, "container api does not write to CloudWatch Logs");
  });

  it("is explained by the container that took the task with it, before those that were stopped with it", async () => {
    const [task] = answers.DescribeTasks.tasks;
    const containers = [
      { name: "metrics", exitCode: 143 },
      { name: "api", exitCode: 1 },
    ];
    const containerDefinitions = containers.map(({ name }) => ({ name, logConfiguration: { logDriver: "splunk" } }));
    const [stopped] =
      (
        await report({
          DescribeTasks: () => ({ tasks: [{ ...task, containers }] }),
          DescribeTaskDefinition: () => ({ taskDefinition: { containerDefinitions } }),
        })
      )?.stoppedTasks ?? [];
    assert.deepEqual(
      stopped?.containers.map(({ name }) => name),
      ["api", "metrics"],
    );
    assert.equal(stopped?.logProblem, "container api does not write to CloudWatch Logs");
  });

  it("is explained by targets that get no requests, but not by those that are on their way out", async () => {
    assert.deepEqual((await report())?.unhealthyTargets, [
      {
        address: "10.0.0.3:8000",
        state: "unhealthy",
        reason: "Target.ResponseCodeMismatch: Health checks failed with these codes: [503]",
      },
    ]);
  });

  it("comes with the five newest events", async () => {
    assert.deepEqual(
      (await report())?.events,
      [6, 5, 4, 3, 2].map((minute) => `event ${minute}`),
    );
  });

  it("is told as far as it may be read, with what may not", async () => {
    const denied = (operation: string) => () => {
      throw refused("AccessDeniedException", `not authorized to perform: ecs:${operation}`);
    };
    const told = await report({
      ListServiceDeployments: denied("ListServiceDeployments"),
      ListTasks: denied("ListTasks"),
    });
    assert.equal(told?.deployment, "unknown");
    assert.equal(told?.taskDefinition, revision(1));
    assert.deepEqual(told?.problems, [
      "its deployments cannot be read: not authorized to perform: ecs:ListServiceDeployments",
      "its stopped tasks cannot be read: not authorized to perform: ecs:ListTasks",
    ]);
  });

  it("tells throttled calls that were answered in the end, because a deploy of many services throttles itself", async () => {
    let calls = 0;
    const DescribeServices = () => {
      calls += 1;
      if (calls < 3) {
        throw refused("ThrottlingException", "Rate exceeded");
      }
      return answers.DescribeServices;
    };
    assert.equal((await report({ DescribeServices }))?.deployment, "rolledBack");
    assert.equal(calls, 3);
  });
}

const ecs = serviceModel("ecs");
describeWhereSetUp("moto", ecs !== undefined, "a deployment on AWS, whose calls only AWS's published model knows", () =>
  suite(ecs),
);
