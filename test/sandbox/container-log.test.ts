import assert from "node:assert/strict";
import { logFailure, logTakeover } from "../../sandbox/models/service-log.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { arn, place, revision, type ServedApp, serveApp, service } from "./served-app.ts";

const logGroup = "/slipway/shop/api";

describe("a log in the sandbox", () => {
  let app: ServedApp;
  before(async () => {
    app = await serveApp();
    app.put(token.logGroup, logGroup, { name: logGroup });
    for (const n of [1, 2]) app.logs(n, logGroup);
  });
  after(() => app.close());
  const lines = async (own: object = {}) =>
    (await app.cloud.logLines({ logGroup, from: 0, ...own }))?.lines.map(({ text }) => text);
  const subject = () => {
    const resource = app.account.get(token.service, service);
    assert.ok(resource);
    return { resource, account: app.account, place };
  };

  it("has what the sandbox says of each task of a deployment, since no process is there to say anything", async () => {
    logTakeover(subject(), undefined, revision(1));
    const started = "sandbox: shop-api:1 is started and well; no process runs in here";
    assert.deepEqual(await lines(), [started, started]);
    logTakeover(subject(), revision(1), revision(1));
    assert.equal((await lines())?.length, 2, "nothing new has taken over");
    logTakeover(subject(), revision(1), revision(2));
    const [stopped, next] = [
      "sandbox: stopped, because shop-api:2 has taken over",
      "sandbox: shop-api:2 is started and well; no process runs in here",
    ];
    assert.deepEqual((await lines())?.slice(2).toSorted(), [next, next, stopped, stopped]);
  });

  it("has the words of a task that failed, in a stream with its id, and none of one that never ran", async () => {
    const stopped = (id: string, exitCode?: number) => ({
      taskArn: arn("ecs", `task/shop/${id}`),
      taskDefinition: revision(2),
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      containers: [{ name: "api", ...(exitCode !== undefined && { exitCode }) }],
      lastLogLines: ["ERROR refused"],
    });
    logFailure(subject(), [stopped("failed", 3), stopped("ill", 143), stopped("never")]);
    assert.deepEqual(await lines({ streams: "api/api/failed" }), ["ERROR refused", "sandbox: failed with exit code 3"]);
    assert.deepEqual(await lines({ streams: "api/api/ill" }), [
      "ERROR refused",
      "sandbox: told to stop, because it is not well",
    ]);
    assert.deepEqual(await lines({ streams: "api/api/never" }), []);
  });

  it("is asked for a text, and a time, as on AWS", async () => {
    assert.deepEqual(await lines({ withOneOf: ["exit code", "refused"], streams: "api/api/failed" }), [
      "ERROR refused",
      "sandbox: failed with exit code 3",
    ]);
    assert.deepEqual(await lines({ from: Date.now() + 60_000 }), []);
    assert.equal(await app.cloud.logLines({ logGroup: "/slipway/shop/none", from: 0 }), undefined);
  });

  it("is beside a task that is started and has ended when one looks at it", async () => {
    const order = {
      name: "api",
      cluster: "shop",
      subnets: [],
      securityGroups: [],
      container: "api",
      command: ["true"],
    };
    const taskArn = await app.cloud.startTask({
      ...order,
      taskDefinition: revision(9),
      startedBy: "run/Anna",
      alone: false,
    });
    const address = { cluster: "shop", taskArn, container: "api" };
    assert.deepEqual(await app.cloud.lookAtTask(address), {
      status: "STOPPED",
      stopped: {
        stopCode: "TaskFailedToStart",
        stoppedReason: `ClientException: task definition ${revision(9)} is not active`,
      },
    });
    assert.equal(await app.cloud.lookAtTask({ ...address, taskArn: arn("ecs", "task/shop/none") }), undefined);
  });

  it("is beside stores that listen where their endpoint says", async () => {
    const at = { identifier: "shop-main", address: "shop-main.example", port: 5432 };
    app.put(token.instance, arn("rds", "db:shop-main"), at);
    assert.deepEqual(await app.cloud.endpointOf("database", "shop-main"), { host: "shop-main.example", port: 5432 });
    assert.equal(await app.cloud.endpointOf("database", "shop-none"), undefined);
    app.put(token.replicationGroup, "shop-cache", {
      replicationGroupId: "shop-cache",
      primaryEndpointAddress: "master.shop-cache.example",
      port: 6379,
    });
    const cache = { host: "master.shop-cache.example", port: 6379 };
    assert.deepEqual(await app.cloud.endpointOf("cache", "shop-cache"), cache);
  });

  it("opens no shell and no port, and says why", async () => {
    const address = { cluster: "shop", taskArn: arn("ecs", "task/shop/failed"), container: "api" };
    const says = {
      message: "task failed is in the sandbox, where no process runs: on AWS, without --sandbox, this opens it",
    };
    await assert.rejects(app.cloud.openShell(address, "/bin/sh"), says);
    await assert.rejects(app.cloud.openForward({ ...address, host: "h", port: 1, localPort: 1 }), says);
  });
});
