import assert from "node:assert/strict";
import type { ServiceReport } from "../../cloud/cloud.ts";
import { UserError } from "../../lib/user-error.ts";
import { failedDeployments } from "../../operate/failed-deployments.ts";
import { operatedStack } from "./default-stack.ts";

const { stack } = operatedStack("staging");
const report = (own: Partial<ServiceReport>): ServiceReport => ({
  taskDefinition: "arn:aws:ecs:eu-north-1:111111111111:task-definition/harbour-staging-api:7",
  runningCount: 1,
  desiredCount: 1,
  deployment: "successful",
  triggeredAlarms: [],
  stoppedTasks: [],
  unhealthyTargets: [],
  events: [],
  problems: [],
  ...own,
});
const stoppedTasks = [
  {
    taskArn: "task/0a1b",
    taskDefinition: "harbour-staging-api:8",
    containers: [{ name: "api", exitCode: 1 }],
    lastLogLines: ["refused"],
  },
];
const texts = (of: ServiceReport | undefined) => failedDeployments(stack, ["api"], { service: async () => of });

describe("why a deployment failed, before its log", () => {
  it("is told with the last lines of its tasks and what to do, because that is what one looks for at night", async () => {
    const [text] = await texts(
      report({ deployment: "rolledBack", reason: "the circuit breaker threshold was exceeded.", stoppedTasks }),
    );
    assert.match(text ?? "", /^api was not deployed: the circuit breaker threshold was exceeded\.\n/);
    assert.match(text ?? "", /\n {2}container api: exit code 1\n {2}last log lines:\n {4}refused\n/);
    assert.match(text ?? "", /\nwhat to do: the process ended by itself: /);
  });

  it("is told of one that still goes on as soon as its tasks stop", async () => {
    const [text] = await texts(report({ deployment: "inProgress", stoppedTasks }));
    assert.match(text ?? "", /^api was not deployed: its new tasks stop\n/);
    assert.deepEqual(await texts(report({ deployment: "inProgress" })), []);
  });

  it("is nothing where it went well, or there is none", async () => {
    assert.deepEqual(await texts(report({ stoppedTasks })), []);
    assert.deepEqual(await texts(undefined), []);
  });

  it("that cannot be read keeps no log from being read", async () => {
    const cloud = { service: () => Promise.reject(new Error("no access to ECS")) };
    assert.deepEqual(await failedDeployments(stack, ["api", "web"], cloud), [
      "whether api, web was deployed well cannot be read: no access to ECS",
    ]);
  });

  it("is a mistake without credentials, which is said once and not for each service", async () => {
    const cloud = { service: () => Promise.reject(new UserError("AWS does not accept the credentials")) };
    await assert.rejects(
      failedDeployments(stack, ["api", "web"], cloud),
      /^UserError: AWS does not accept the credentials$/,
    );
  });
});
