import assert from "node:assert/strict";
import { quoted } from "../support/change-values.ts";
import { describeOnEngine } from "../support/end-to-end/engine.ts";
import { prefix, project, SmallApp } from "../support/end-to-end/small-app.ts";
import { changes } from "../support/end-to-end/steps.ts";

/** Calls the function of the stack, as EventBridge Scheduler does at night. */
const call = `
const response = await fetch(process.env.SLIPWAY_CLOUD_URL + "/invoke", {
  method: "POST",
  body: JSON.stringify({
    functionName: ${JSON.stringify(`${prefix}-sleep`)},
    payload: { do: process.argv[1] },
    place: { accountId: "111111111111", region: "eu-north-1" },
  }),
});
process.stdout.write(await response.text());`;

describeOnEngine("a stack that sleeps", () => {
  let app: SmallApp;
  before(() => {
    const sleep = { from: quoted("19:00"), to: quoted("07:00"), timeZone: "Europe/Stockholm" };
    app = new SmallApp({ cost: { sleep, maxMonthlyUsd: 1000 } });
  });
  after(() => app.remove());

  /** Runs a program with the sandbox attached. */
  async function attached(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await app.copy.slipway(["sandbox", "--", process.execPath, ...words]);
    assert.equal(code, 0, stderr);
    return stdout;
  }

  /** Does what the evening does: tasks first, the database when they are gone. */
  async function fallAsleep(): Promise<void> {
    assert.deepEqual(JSON.parse(await attached("--input-type=module", "-e", call, "sleep")).is, "asleep");
    await attached("--input-type=module", "-e", call, "settle");
    assert.deepEqual(found(), { api: 0, worker: 0, bounds: [0, 0], main: "stopped" });
  }

  /** What the account has, whatever the engine's state says. */
  function found() {
    const held = app.copy.inAccounts(project).map((resource) => resource as typeof resource & { outputs: object });
    const one = (type: string, id: string) =>
      Object(
        held.find((resource) => resource.type.endsWith(`:${type}`) && JSON.stringify(resource.outputs).includes(id))
          ?.outputs,
      );
    const target = one("Target", `${prefix}-api`);
    return {
      api: one("Service", `service/${prefix}-cluster/${prefix}-api`).desiredCount,
      worker: one("Service", `service/${prefix}-cluster/${prefix}-worker`).desiredCount,
      bounds: [target.minCapacity, target.maxCapacity],
      main: one("Instance", `${prefix}-main`).status,
    };
  }

  const awake = { api: 1, worker: 1, bounds: [1, 2], main: "available" };

  it("comes up awake, at whatever hour", async () => {
    await app.up();
    assert.deepEqual(found(), awake);
  });

  it("is watched for what it costs, by a topic that lets AWS's watchers publish", () => {
    const types = app.copy.inAccounts(project).map(({ type }) => type.split(":").at(-1));
    assert.deepEqual(
      ["Budget", "AnomalyMonitor", "AnomalySubscription"].filter((type) => !types.includes(type)),
      [],
    );
  });

  it("sleeps, and a preview says so and lets it", async () => {
    await fallAsleep();
    const { code, stderr } = await app.copy.slipway(["sandbox", "preview", "staging"]);
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /asleep \(main, api, worker\): "up" wakes it first; tasks and scaling that show as changed are/,
    );
    assert.equal(found().main, "stopped");
  });

  it("is woken by up before anything is changed, which RDS would refuse of a database that is stopped", async () => {
    app.set("slipway:environment.databases", { main: { maxStorageGiB: 60 } });
    const { steps } = await app.up();
    assert.ok(changes(steps).includes("update main-instance"), changes(steps).join());
    assert.deepEqual(found(), awake);
    app.serving("api");
    app.serving("worker");
  });

  it("is woken by hand", async () => {
    await fallAsleep();
    const slipway = app.copy.path("cli", "slipway.mjs");
    assert.deepEqual(JSON.parse(await attached(slipway, "wake", "staging", "--json")), {
      stack: "staging",
      awakeUntil: "19:00 (Europe/Stockholm)",
    });
    assert.deepEqual(found(), awake);
  });
});
