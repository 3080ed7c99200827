import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cloud } from "../../cloud/cloud.ts";
import { sandboxCloud } from "../../cloud/sandbox.ts";
import { Faults } from "../../sandbox/faults.ts";
import type { Values } from "../../sandbox/model.ts";
import { FUNCTION } from "../../sandbox/models/function-tokens.ts";
import { SCALABLE_TARGET } from "../../sandbox/models/scaling-tokens.ts";
import { PARAMETER } from "../../sandbox/models/secret-tokens.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";

const place = { accountId: "111111111111", region: "eu-north-1" };
const target = "service/cluster/api/ecs:service:DesiredCount";
const plan = {
  cluster: "cluster",
  parameter: "/shop-staging/sleep",
  services: { api: { min: 2, max: 4, scaled: true }, gone: { min: 1, max: 1, scaled: false } },
  databases: ["main", "gone"],
};

describe("a function that is called in the sandbox", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-invoke-"));
  let sandbox: Sandbox;
  let cloud: Cloud;

  before(async () => {
    const world = emptyWorld({});
    sandbox = await startSandbox({ folder, world, faults: new Faults([]), pace: 0, port: 0, note: () => {} });
    cloud = sandboxCloud(sandbox.environment.SLIPWAY_CLOUD_URL ?? "", place);
    const put = (type: string, id: string, inputs: Values, outputs: Values = {}) =>
      sandbox.accounts.get(place.accountId).put({ type, id, inputs, outputs: { ...inputs, ...outputs } });
    const told = { variables: { SLEEP_PLAN: JSON.stringify(plan) } };
    put(FUNCTION, "shop-staging-sleep", { name: "shop-staging-sleep", environment: told });
    put(FUNCTION, "shop-staging-depth", { name: "shop-staging-depth" });
    put(PARAMETER, plan.parameter, { name: plan.parameter, insecureValue: "awake" });
    put(token.service, "api", { name: "api", desiredCount: 2 });
    put(token.instance, "db-1", { identifier: "main" }, { status: "available" });
    put(SCALABLE_TARGET, target, { resourceId: "service/cluster/api", minCapacity: 2, maxCapacity: 4 });
  });
  after(() => {
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  /** What the account holds: what was asked for, and what is. */
  function held() {
    const account = sandbox.accounts.get(place.accountId);
    const service = account.get(token.service, "api");
    return {
      tasks: [service?.inputs.desiredCount, service?.outputs.desiredCount],
      most: account.get(SCALABLE_TARGET, target)?.outputs.maxCapacity,
      database: account.get(token.instance, "db-1")?.outputs.status,
    };
  }

  const call = (order: string) => cloud.invoke("shop-staging-sleep", { do: order });

  it("puts a stack to sleep by its own code, so that a refresh finds it so", async () => {
    assert.deepEqual(await call("sleep"), { is: "asleep", waiting: ["api", "main"] });
    assert.deepEqual(await call("settle"), { is: "asleep", waiting: [] });
    assert.deepEqual(held(), { tasks: [0, 0], most: 0, database: "stopped" });
  });

  it("wakes it at once, because nothing takes its time here", async () => {
    assert.deepEqual(await call("wake"), { is: "awake", waiting: [] });
    assert.deepEqual(held(), { tasks: [2, 2], most: 4, database: "available" });
  });

  it("is undefined when there is none of that name", async () => {
    assert.equal(await cloud.invoke("shop-staging-none", { do: "wake" }), undefined);
  });

  it("is run only when it is the one that the sandbox has", async () => {
    await assert.rejects(
      cloud.invoke("shop-staging-depth", { do: "wake" }),
      /does not run function shop-staging-depth/,
    );
  });
});
