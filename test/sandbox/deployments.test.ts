import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Faults, parseFaults } from "../../sandbox/faults.ts";
import type { Values } from "../../sandbox/model.ts";
import { TASK_DEFINITION } from "../../sandbox/models/ecs-task-definition.ts";
import { token } from "../../sandbox/models/tokens.ts";
import { runningTasks } from "../../sandbox/run/what-runs.ts";
import { type Sandbox, startSandbox } from "../../sandbox/server/serve.ts";
import { emptyWorld } from "../../sandbox/world.ts";
import { servingIn } from "../support/end-to-end/serving.ts";
import { ProviderClient, urnOf } from "../support/provider-client.ts";
import { app, arnOf, container, image, serviceInputs, taskInputs, world } from "./models/app.ts";

const accountId = "111111111111";
const urn = urnOf(token.service, "api");

describe("a deployment through the provider's protocol", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-deployments-"));
  const faults = parseFaults(
    JSON.stringify([
      { fault: "exit", on: "shop-api", from: 2, exitCode: 3, says: "no such table" },
      { fault: "silentRollback", on: "shop-api" },
    ]),
  );
  let sandbox: Sandbox;
  let aws: ProviderClient;
  let inputs: Values;
  let next: Values;
  let made: Awaited<ReturnType<ProviderClient["create"]>>;

  before(async () => {
    sandbox = await startSandbox({
      folder,
      world: emptyWorld(world),
      faults: new Faults(faults),
      pace: 0,
      port: 0,
      note: () => {},
    });
    const all = app();
    const { executionRoleArn } = all.task.outputs;
    const newImage = container({ image: image.replace("@", ":2@") });
    const revision = all.cloud.make(TASK_DEFINITION, taskInputs([newImage], { executionRoleArn }));
    const account = sandbox.accounts.get(accountId);
    for (const resource of all.cloud.account.everything()) account.put(resource);
    inputs = serviceInputs(all, { deploymentCircuitBreaker: { enable: true, rollback: true } });
    next = { ...inputs, taskDefinition: arnOf(revision) };
    const port = /aws:(\d+)/.exec(sandbox.environment.PULUMI_DEBUG_PROVIDERS ?? "")?.[1];
    aws = new ProviderClient(Number(port));
    await aws.configure({ allowedAccountIds: JSON.stringify([accountId]), region: "eu-north-1" });
    made = await aws.create(urn, inputs);
  });
  after(() => {
    aws.close();
    sandbox.close();
    rmSync(folder, { recursive: true });
  });

  const serving = () => servingIn(readFileSync(join(folder, `${accountId}.jsonl`), "utf8"), "api");
  const deploy = () => aws.update(urn, made.id, made.outputs.raw, inputs, next);
  const runs = () =>
    runningTasks([sandbox.accounts.get(accountId)], [{ urn: "", type: TASK_DEFINITION, id: "shop-api" }]).flatMap(
      ({ images }) => images,
    );
  const read = async () => (await aws.read(urn, made.id, made.outputs.raw, inputs)).inputs.raw.taskDefinition;

  it("that is rolled back fails the update, and a refresh finds the old revision, so that the next run has work to do", async () => {
    await assert.rejects(deploy(), /rolled back because the circuit breaker threshold was exceeded/);
    assert.equal(await read(), inputs.taskDefinition);
    assert.match(serving(), /^shop-api:1$/);
  });

  it("that is rolled back silently is a success, with the revision that really runs among its outputs", async () => {
    const outputs = await deploy();
    assert.equal(outputs.raw.taskDefinition, inputs.taskDefinition);
    assert.equal(await read(), inputs.taskDefinition);
    assert.match(serving(), /^shop-api:1$/);
    assert.deepEqual(runs(), [image], "what is told to run is what runs");
  });

  it("that goes well is read as it was asked for", async () => {
    assert.equal((await deploy()).raw.taskDefinition, next.taskDefinition);
    assert.equal(await read(), next.taskDefinition);
    assert.match(serving(), /^shop-api:2$/);
    assert.deepEqual(runs(), [image.replace("@", ":2@")]);
  });
});
