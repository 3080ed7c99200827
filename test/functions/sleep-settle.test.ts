import assert from "node:assert/strict";
import { obey, type SleepCloud, type SleepPlan } from "../../functions/sleep/settle.mjs";

const plan: SleepPlan = {
  cluster: "cluster",
  parameter: "/shop-staging/sleep",
  services: { api: { min: 2, max: 4, scaled: true } },
  databases: ["main"],
};

/** A cloud in which everything takes its time, as on AWS. */
class SlowCloud implements SleepCloud {
  mark: string = "awake";
  desired = 2;
  running = 2;
  bounds = [2, 4];
  status = "available";
  readonly calls: string[] = [];
  /** Done by somebody else just before a call. */
  meanwhile: Record<string, () => void> = {};

  #called(name: string) {
    this.calls.push(name);
    this.meanwhile[name]?.();
  }
  async recall() {
    return this.mark;
  }
  async remember(mark: string) {
    this.mark = mark;
  }
  async services() {
    return { api: { desired: this.desired, running: this.running } };
  }
  async bound(_: string, min: number, max: number) {
    this.#called("bound");
    this.bounds = [min, max];
  }
  async run(_: string, tasks: number) {
    this.#called("run");
    this.desired = tasks;
  }
  async databases() {
    return { main: this.status };
  }
  async start() {
    this.#called("start");
    if (this.status !== "stopped") throw new Error("InvalidDBInstanceState");
    this.status = "starting";
  }
  async stop() {
    this.#called("stop");
    if (this.status !== "available") throw new Error("InvalidDBInstanceState");
    this.status = "stopping";
  }
}

function asleep(): SlowCloud {
  return Object.assign(new SlowCloud(), { mark: "asleep", desired: 0, running: 0, bounds: [0, 0], status: "stopped" });
}

describe("going to sleep", () => {
  it("stops the database only when no task is left that may write to it", async () => {
    const cloud = new SlowCloud();
    assert.deepEqual(await obey("sleep", plan, cloud), { is: "asleep", waiting: ["api", "main"] });
    assert.deepEqual([cloud.desired, cloud.bounds, cloud.status], [0, [0, 0], "available"]);
    cloud.running = 0;
    assert.deepEqual(await obey("settle", plan, cloud), { is: "asleep", waiting: [] });
    assert.equal(cloud.status, "stopping");
  });

  it("sets the bounds before it takes tasks away, or scaling would start them again", async () => {
    const cloud = new SlowCloud();
    await obey("sleep", plan, cloud);
    assert.deepEqual(cloud.calls, ["bound", "run"]);
  });

  it("waits with a database that is backed up or starts, and stops it later", async () => {
    const cloud = Object.assign(asleep(), { status: "starting" });
    assert.deepEqual(await obey("settle", plan, cloud), { is: "asleep", waiting: ["main"] });
    cloud.status = "available";
    assert.deepEqual(await obey("settle", plan, cloud), { is: "asleep", waiting: [] });
    assert.equal(cloud.status, "stopping");
  });

  it("does not fail where another call has stopped the database first", async () => {
    const cloud = Object.assign(asleep(), { status: "available" });
    cloud.meanwhile.stop = () => {
      cloud.status = "stopping";
    };
    assert.deepEqual(await obey("settle", plan, cloud), { is: "asleep", waiting: [] });
  });

  it("fails with AWS's words where AWS refuses, when everything else has been done", async () => {
    const cloud = new SlowCloud();
    cloud.running = 0;
    cloud.meanwhile.bound = () => {
      throw new Error("AccessDenied: bound");
    };
    await assert.rejects(obey("sleep", plan, cloud), /^Error: AccessDenied: bound$/);
    assert.equal(cloud.mark, "asleep", "the next call goes on with it");
  });
});

describe("waking", () => {
  it("starts no task before the database can be used", async () => {
    const cloud = asleep();
    assert.deepEqual(await obey("wake", plan, cloud), { is: "waking", waiting: ["main"] });
    assert.deepEqual([cloud.status, cloud.desired], ["starting", 0]);
    assert.deepEqual(await obey("settle", plan, cloud), { is: "waking", waiting: ["main"] });
    cloud.status = "available";
    assert.deepEqual(await obey("settle", plan, cloud), { is: "awake", waiting: [] });
    assert.deepEqual([cloud.desired, cloud.bounds, cloud.mark], [2, [2, 4], "awake"]);
  });

  it("starts a database that was still stopping, once it has stopped", async () => {
    const cloud = Object.assign(asleep(), { status: "stopping" });
    assert.deepEqual(await obey("wake", plan, cloud), { is: "waking", waiting: ["main"] });
    cloud.status = "stopped";
    await obey("settle", plan, cloud);
    assert.equal(cloud.status, "starting");
  });

  it("takes no task away from a service that scaling has given more", async () => {
    const cloud = Object.assign(new SlowCloud(), { desired: 4 });
    await obey("wake", plan, cloud);
    assert.equal(cloud.desired, 4);
  });

  it("does not overrule an evening that began meanwhile", async () => {
    const cloud = Object.assign(asleep(), { status: "available" });
    cloud.meanwhile.run = () => {
      cloud.mark = "asleep";
    };
    await obey("wake", plan, cloud);
    assert.equal(cloud.mark, "asleep");
  });
});
