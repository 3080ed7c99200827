import assert from "node:assert/strict";
import type { ServiceAddress } from "../../cloud/cloud.ts";
import { idsOfRunning } from "../../operate/running-ids.ts";
import { operatedStack } from "./default-stack.ts";

const { stack } = operatedStack("staging");

/** Ids of what runs, and who was asked; of each service there is one task. */
async function ids(...names: readonly string[]) {
  const asked: string[] = [];
  const running = async ({ service }: ServiceAddress) => {
    asked.push(service);
    return { desiredCount: 1, tasks: [{ taskArn: `arn:aws:ecs:task/cluster/id-of-${service}`, containers: [] }] };
  };
  const sources = names.map((name) => ({ name, logGroup: name }));
  const found = await idsOfRunning(stack, sources, { running: running as never });
  return { found: [...found], asked };
}

describe("tasks that still run", () => {
  it("are those of the services whose logs are read, and nobody asks for others", async () => {
    assert.deepEqual(await ids("api"), { found: ["id-of-harbour-staging-api"], asked: ["harbour-staging-api"] });
  });

  it("are a service's also for what stands beside it, since it is in the same tasks", async () => {
    assert.deepEqual((await ids("api/metrics")).found, ["id-of-harbour-staging-api"]);
  });

  it("are none of a job or a database", async () => {
    assert.deepEqual(await ids("nightly", "main", "main/migrate"), { found: [], asked: [] });
  });
});
