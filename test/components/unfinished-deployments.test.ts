import assert from "node:assert/strict";
import type { ServiceReport } from "../../cloud/cloud.ts";
import { unfinishedDeployments } from "../../components/unfinished-deployments.ts";

const place = { prefix: "shop-staging", cluster: "cluster", services: ["api", "mail"] };

function report(own: Partial<ServiceReport>): ServiceReport {
  return {
    taskDefinition: "arn:aws:ecs:eu-north-1:111111111111:task-definition/shop-staging-api:2",
    runningCount: 1,
    desiredCount: 1,
    deployment: "successful",
    triggeredAlarms: [],
    stoppedTasks: [],
    unhealthyTargets: [],
    events: [],
    problems: [],
    ...own,
  };
}

describe("unfinishedDeployments", () => {
  it("deploys a service again whose deployment is not done, because it names the new revision and nothing would change", async () => {
    const { live, warnings } = await unfinishedDeployments(place, {
      service: async ({ service }) =>
        service === "shop-staging-api"
          ? report({ deployment: "inProgress", deploymentId: "ecs-svc/1", events: ["no room.", "older"] })
          : report({ deployment: "failed", deploymentId: "ecs-svc/2" }),
    });
    assert.deepEqual(live, {
      api: { isAtZero: false, retryOf: "ecs-svc/1" },
      mail: { isAtZero: false, retryOf: "ecs-svc/2" },
    });
    assert.deepEqual(warnings, [
      "api: its last deployment has not come to an end, so it is deployed again. ECS said: no room",
      "mail: its last deployment failed, so it is deployed again. ECS said: ECS gives no reason",
    ]);
  });

  it("leaves a service alone that came to a good end, or went back and so names the old revision", async () => {
    const { live, warnings } = await unfinishedDeployments(place, {
      service: async ({ service }) =>
        service === "shop-staging-api" ? report({ desiredCount: 0 }) : report({ deployment: "rolledBack" }),
    });
    assert.deepEqual(live, { api: { isAtZero: true }, mail: { isAtZero: false } });
    assert.deepEqual(warnings, []);
  });

  it("knows nothing of a service that is not there yet", async () => {
    assert.deepEqual(await unfinishedDeployments(place, { service: async () => undefined }), {
      live: {},
      warnings: [],
    });
  });

  it("says that it could not look, because a preview often may not", async () => {
    const { warnings } = await unfinishedDeployments(place, {
      service: () => Promise.reject(new Error("AccessDenied")),
    });
    assert.equal(warnings[0], "api: not checked whether its last deployment came to an end (AccessDenied)");
  });
});
