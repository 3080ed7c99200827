import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { OneOffTask } from "../../cloud/cloud.ts";
import { sandboxCloud } from "../../cloud/sandbox.ts";
import { unheard } from "./fake-aws.ts";

const task: OneOffTask = {
  name: "main-migration",
  cluster: "shop-staging",
  taskDefinition: "shop-staging-migrate:1",
  subnets: ["subnet-1"],
  securityGroups: ["sg-1"],
  container: "migrate",
  startedBy: "main-migration-0a1b2c3d",
  timeoutMinutes: 10,
};

describe("the sandbox's run-time side", () => {
  let server: Server;
  let url = "";
  let asked: { path: string | undefined; body: unknown }[] = [];
  let answer: { status: number; body: string } = { status: 200, body: "null" };

  before(async () => {
    server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      asked.push({ path: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    asked = [];
  });
  const answers = (body: unknown, status = 200) => {
    answer = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
  };

  it("is sent the whole task and answers how it ended", async () => {
    const stopped = { taskArn: "arn:t/1", stopCode: "EssentialContainerExited", exitCode: 0, lastLogLines: ["done"] };
    answers(stopped);
    assert.deepEqual(await sandboxCloud(`${url}/`).runTask(task, unheard), stopped);
    assert.deepEqual(asked, [{ path: "/run-task", body: task }]);
  });

  it("answers null for what is not there, because JSON has no undefined", async () => {
    const wanted = { type: "aws:ecs/cluster:Cluster", name: "shop-staging", inputs: { name: "shop-staging" } };
    answers("null");
    assert.equal(await sandboxCloud(url).find(wanted), undefined);
    answers('"shop-staging"');
    assert.equal(await sandboxCloud(url).find(wanted), "shop-staging");
    assert.deepEqual(asked, Array(2).fill({ path: "/find", body: wanted }));
  });

  it("hands on a refusal word for word, because it says what to do", async () => {
    answers({ error: "container main-migration: image x is not in world.yaml: add it" }, 422);
    await assert.rejects(sandboxCloud(url).runTask(task, unheard), {
      message: "container main-migration: image x is not in world.yaml: add it",
    });
  });

  it("is named with the status when it breaks without a sentence", async () => {
    answers("<html>", 500);
    await assert.rejects(sandboxCloud(url).runTask(task, unheard), {
      message: `the sandbox at ${url}/run-task answered 500: <html>`,
    });
  });

  it("is not believed when it answers with something else than a task", async () => {
    answers("7");
    await assert.rejects(sandboxCloud(url).runTask(task, unheard), /answered a task with 7: expected/);
    await assert.rejects(sandboxCloud(url).find({ type: "t", inputs: {} }), /answered a search with 7: expected/);
  });

  it('that nobody started is a sentence with the command to start it, not "fetch failed"', async () => {
    await assert.rejects(sandboxCloud("http://127.0.0.1:1").find({ type: "t", inputs: {} }), {
      message:
        /^the sandbox at http:\/\/127\.0\.0\.1:1\/find cannot be reached \(.+\): start it with "npx slipway sandbox up"$/,
    });
  });
});
