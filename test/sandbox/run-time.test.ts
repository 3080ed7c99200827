import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../cloud/cloud.ts";
import { sandboxCloud } from "../../cloud/sandbox.ts";
import { Faults, parseFaults } from "../../sandbox/faults.ts";
import type { Values } from "../../sandbox/model.ts";
import { keepDeployment } from "../../sandbox/models/ecs-deployment.ts";
import { shiftTo } from "../../sandbox/models/listener-weights.ts";
import { SECRET } from "../../sandbox/models/secret-tokens.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";

const place = { accountId: "111111111111", region: "eu-north-1" };
const arn = (service: string, resource: string) => `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;
const service = arn("ecs", "service/shop/shop-api");
const revision = (n: number) => arn("ecs", `task-definition/shop-api:${n}`);
const told = arn("secretsmanager", "secret:told-AbCdEf");
const quiet = arn("secretsmanager", "secret:quiet-AbCdEf");
const made = arn("secretsmanager", "secret:made-AbCdEf");
const rule = arn("elasticloadbalancing", "listener-rule/app/shop/1/2/3");

describe("the sandbox's run-time side, asked by the program's own client", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-run-time-"));
  const world = emptyWorld({ existingSecrets: [{ arn: told, keys: ["URL"] }, { arn: quiet }] });
  const faults = new Faults(parseFaults('[{"fault": "ringing", "on": "shop-*"}, {"fault": "capacity"}]'));
  let sandbox: Sandbox;
  let cloud: Cloud;

  before(async () => {
    sandbox = await startSandbox({ folder, world, faults, pace: 0, port: 0, note: () => {} });
    cloud = sandboxCloud(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", place);
    const put = (type: string, id: string, values: Values) => {
      const resource = { type, id, inputs: values, outputs: { arn: id, ...values } };
      sandbox.accounts.get(place.accountId).put(resource);
      return resource;
    };
    const resource = put(token.service, service, {
      name: "shop-api",
      cluster: arn("ecs", "cluster/shop"),
      taskDefinition: revision(1),
      desiredCount: 2,
    });
    const account = sandbox.accounts.get(place.accountId);
    const task = { stopCode: "TaskFailedToStart", stoppedReason: "no image", containers: [], lastLogLines: [] };
    keepDeployment(
      { resource, account, place },
      {
        taskDefinition: revision(1),
        serving: revision(1),
        deployment: "rolledBack",
        reason: "Service deployment rolled back because the circuit breaker threshold was exceeded.",
        triggeredAlarms: [],
        stoppedTasks: [
          { taskArn: "one", taskDefinition: revision(2), ...task },
          { taskArn: "two", taskDefinition: revision(3), ...task },
        ],
        unhealthyTargets: [],
        events: ["(service shop-api) rolling back"],
      },
    );
    put(token.alarm, "shop-errors", { name: "shop-errors" });
    put(SECRET, made, { name: "made" });
    const targetGroups = [
      { arn: "blue", weight: 1 },
      { arn: "green", weight: 0 },
    ];
    const listenerRule = put(token.listenerRule, rule, { actions: [{ type: "forward", forward: { targetGroups } }] });
    shiftTo(account, listenerRule, "green");
  });
  after(() => {
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  it("tells what a service runs, why its deployment failed, and the stopped tasks of one revision", async () => {
    const report = await cloud.service({ cluster: "shop", service: "shop-api" }, revision(2));
    assert.equal(report?.taskDefinition, revision(1));
    assert.equal(report?.runningCount, 2);
    assert.equal(report?.deployment, "rolledBack");
    assert.deepEqual(
      report?.stoppedTasks.map(({ taskArn }) => taskArn),
      ["one"],
    );
    assert.equal("serving" in (report ?? {}), false, "AWS has no such word");
    assert.equal((await cloud.service({ cluster: arn("ecs", "cluster/shop"), service }))?.stoppedTasks.length, 2);
  });

  it("knows no service of another cluster", async () => {
    assert.equal(await cloud.service({ cluster: "other", service: "shop-api" }), undefined);
  });

  it("tells which alarms ring, of those that exist", async () => {
    const since = new Date(Math.floor(performance.timeOrigin)).toISOString();
    assert.deepEqual(await cloud.ringing(["shop-errors", "shop-nobody"]), [
      { name: "shop-errors", reason: "Threshold Crossed: injected fault", since },
    ]);
  });

  it("sees what AWS does not show at once, since who asks AWS tries again", async () => {
    sandbox.accounts.get(place.accountId).hide(token.alarm, "shop-errors");
    assert.equal((await cloud.ringing(["shop-errors"])).length, 1);
  });

  it("tells where the requests go since the last deployment", async () => {
    assert.deepEqual(await cloud.weights(rule), { blue: 0, green: 100 });
    await assert.rejects(cloud.weights(`${rule}0`), /^Error: RuleNotFound: listener rule/);
  });

  it("knows secrets of its world and of the account, and the keys that its world tells", async () => {
    assert.deepEqual(await cloud.secret(told, { keys: false }), { is: "there" });
    assert.deepEqual(await cloud.secret(told, { keys: true }), { is: "there", keys: ["URL"] });
    assert.deepEqual(await cloud.secret(made, { keys: false }), { is: "there" });
    const reason = "world.yaml tells no keys of it";
    assert.deepEqual(await cloud.secret(quiet, { keys: true }), { is: "notChecked", reason });
    const missing = await cloud.secret(`${told}0`, { keys: false });
    assert.ok(missing.is === "missing");
    assert.match(missing.reason, /add it to existingSecrets in world\.yaml/);
  });

  it("warms no image that no pull-through cache would pull", async () => {
    const image = { repository: "ghcr/acme/shop", tag: "1", digest: `sha256:${"0".repeat(64)}` };
    await assert.rejects(cloud.warm(image), /RepositoryNotFoundException/);
  });

  it("runs no task while Fargate has no room for it, in ECS's words", async () => {
    const task = { name: "migration", cluster: "shop", container: "migrate", startedBy: "test", timeoutMinutes: 1 };
    const order = { ...task, taskDefinition: revision(1), subnets: [], securityGroups: [] };
    await assert.rejects(
      cloud.runTask(order, () => {}),
      /^Error: migration: ECS does not start a task of \S+shop-api:1: Capacity is unavailable/,
    );
  });

  it("refuses an account that the world does not list, with the line to add", async () => {
    const elsewhere = sandboxCloud(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", {
      ...place,
      accountId: "999999999999",
    });
    await assert.rejects(elsewhere.ringing(["a"]), {
      message: "account 999999999999 is not one that world.yaml lists: add it to accounts",
    });
  });
});
