import assert from "node:assert/strict";
import type { Cloud, ServiceReport } from "../../cloud/cloud.ts";
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

async function told(service: Cloud["service"]): Promise<readonly string[]> {
  return unfinishedDeployments(place, { service });
}

describe("unfinishedDeployments", () => {
  it("tells of a service that ECS still deploys, because a run without a change would end as if all were well", async () => {
    const sentences = await told(async ({ cluster, service }) =>
      service === "shop-staging-api"
        ? report({ deployment: "inProgress", events: [`${cluster} has no room`] })
        : report({}),
    );
    assert.deepEqual(sentences, [
      "api: a deployment is still going on, and what ran before serves: shop-staging-cluster has no room. Wait for it, or change what it waits for",
    ]);
  });

  it("says nothing of a service that is not there yet or came to an end", async () => {
    assert.deepEqual(await told(async ({ service }) => (service === "shop-staging-api" ? undefined : report({}))), []);
  });

  it("says that it could not look, because a preview often may not", async () => {
    const [first] = await told(() => Promise.reject(new Error("AccessDenied")));
    assert.equal(first, "api: not checked whether a deployment is going on (AccessDenied)");
  });
});
