import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cloud, OneOffTask } from "../../cloud/cloud.ts";
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

const place = { accountId: "111111111111", region: "eu-north-1" };

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
    assert.deepEqual(await sandboxCloud(`${url}/`, place).runTask(task, unheard), stopped);
    assert.deepEqual(asked, [{ path: "/run-task", body: task }]);
  });

  it("answers null for what is not there, because JSON has no undefined", async () => {
    const wanted = { type: "aws:ecs/cluster:Cluster", name: "shop-staging", inputs: { name: "shop-staging" } };
    answers("null");
    assert.equal(await sandboxCloud(url, place).find(wanted), undefined);
    answers('"shop-staging"');
    assert.equal(await sandboxCloud(url, place).find(wanted), "shop-staging");
    assert.deepEqual(asked, Array(2).fill({ path: "/find", body: wanted }));
  });

  const report = {
    taskDefinition: "arn:td:1",
    runningCount: 1,
    desiredCount: 1,
    deployment: "successful",
    triggeredAlarms: [],
    stoppedTasks: [],
    unhealthyTargets: [],
    events: [],
    problems: [],
  };
  const image = { repository: "cache/shop", tag: "latest", digest: "sha256:0" };
  const questions: readonly [path: string, ask: (cloud: Cloud) => Promise<unknown>, body: object, answer: unknown][] = [
    [
      "service",
      (cloud) => cloud.service({ cluster: "c", service: "api" }, "arn:td:1"),
      { cluster: "c", service: "api", wanted: "arn:td:1" },
      report,
    ],
    ["ringing", (cloud) => cloud.ringing(["a"]), { alarms: ["a"] }, [{ name: "a", reason: "over" }]],
    ["weights", (cloud) => cloud.weights("arn:rule"), { listenerRuleArn: "arn:rule" }, { "arn:group": 100 }],
    [
      "secret",
      (cloud) => cloud.secret("arn:secret", { keys: true }),
      { arn: "arn:secret", keys: true },
      { is: "there", keys: ["URL"] },
    ],
  ];
  for (const [path, ask, body, says] of questions) {
    it(`is asked at /${path} with the place, because names are of one account and region`, async () => {
      answers(says);
      assert.deepEqual(await ask(sandboxCloud(url, place)), says);
      assert.deepEqual(asked, [{ path: `/${path}`, body: { ...body, place } }]);
      answers('"something else"');
      await assert.rejects(
        ask(sandboxCloud(url, place)),
        new RegExp(`answered /${path} with "something else": expected`),
      );
    });
  }

  it("warms an image and says nothing when all is well", async () => {
    answers("true");
    assert.equal(await sandboxCloud(url, place).warm(image), undefined);
    assert.deepEqual(asked, [{ path: "/warm", body: { ...image, place } }]);
  });

  it("has no service to report on when it answers null", async () => {
    answers("null");
    assert.equal(await sandboxCloud(url, place).service({ cluster: "c", service: "api" }), undefined);
  });

  it("hands on a refusal word for word, because it says what to do", async () => {
    answers({ error: "container main-migration: image x is not in world.yaml: add it" }, 422);
    await assert.rejects(sandboxCloud(url, place).runTask(task, unheard), {
      message: "container main-migration: image x is not in world.yaml: add it",
    });
  });

  it("is named with the status when it breaks without a sentence", async () => {
    answers("<html>", 500);
    await assert.rejects(sandboxCloud(url, place).runTask(task, unheard), {
      message: `the sandbox at ${url}/run-task answered 500: <html>`,
    });
  });

  it("is not believed when it answers with something else than a task", async () => {
    answers("7");
    await assert.rejects(
      sandboxCloud(url, place).runTask(task, unheard),
      /^Error: the sandbox answered \/run-task with 7: expected \{taskArn/,
    );
    answers("<html>");
    await assert.rejects(sandboxCloud(url, place).runTask(task, unheard), {
      message: `the sandbox at ${url}/run-task answered with something else than JSON: <html>`,
    });
    answers("7");
    await assert.rejects(
      sandboxCloud(url, place).find({ type: "t", inputs: {} }),
      /answered \/find with 7: expected an id or null/,
    );
  });

  it('that nobody started is a sentence with the command to start it, not "fetch failed"', async () => {
    await assert.rejects(sandboxCloud("http://127.0.0.1:1", place).find({ type: "t", inputs: {} }), {
      message:
        /^the sandbox at http:\/\/127\.0\.0\.1:1\/find cannot be reached \(.+\): start it with "npx slipway sandbox up"$/,
    });
  });
});
