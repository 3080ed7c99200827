import assert from "node:assert/strict";
import { token } from "../../sandbox/models/tokens.ts";
import { arn, digest, revision, type ServedApp, serveApp, service } from "./served-app.ts";

describe("the tasks of a service in the sandbox", () => {
  let app: ServedApp;
  before(async () => {
    app = await serveApp();
  });
  after(() => app.close());
  beforeEach(() => app.deployed());
  const running = () => app.cloud.running({ cluster: "shop", service });

  it("are as many as it wants, with the images and digests of their containers, and their network", async () => {
    const found = await running();
    assert.equal(found?.tasks.length, 2);
    assert.notEqual(found?.tasks[0]?.taskArn, found?.tasks[1]?.taskArn);
    assert.match(found?.tasks[0]?.taskArn ?? "", /^arn:aws:ecs:eu-north-1:111111111111:task\/shop\/[0-9a-f]{32}$/);
    assert.equal(found?.tasks[0]?.taskDefinition, revision(1));
    assert.deepEqual(found?.tasks[0]?.containers, [
      { name: "api", image: `ghcr.io/acme/shop@${digest(1)}`, imageDigest: digest(1), health: "HEALTHY" },
      { name: "init", image: "busybox:1", health: "UNKNOWN" },
    ]);
    assert.deepEqual(found?.network, { subnets: ["subnet-1"], securityGroups: ["sg-1"] });
  });

  it("are those of the revision before, where ECS has taken a deployment back", async () => {
    app.deployed({ serving: revision(2), deployment: "rolledBack" });
    assert.equal((await running())?.tasks[0]?.containers[0]?.imageDigest, digest(2));
  });

  it("are none where no deployment has gone well yet", async () => {
    app.neverDeployed();
    assert.deepEqual((await running())?.tasks, []);
  });

  it("are none where it wants none, and unknown where there is no such service", async () => {
    app.put(token.service, arn("ecs", "service/shop/shop-idle"), {
      name: "shop-idle",
      cluster: arn("ecs", "cluster/shop"),
      taskDefinition: revision(1),
      desiredCount: 0,
    });
    assert.deepEqual((await app.cloud.running({ cluster: "shop", service: "shop-idle" }))?.tasks, []);
    assert.equal(await app.cloud.running({ cluster: "shop", service: "shop-nobody" }), undefined);
    assert.equal(await app.cloud.running({ cluster: "other", service }), undefined);
  });
});
