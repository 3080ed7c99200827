import assert from "node:assert/strict";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings.js";
import { type WakeFirstArgs, wakeFirst } from "../../components/wake-first.ts";

const args: WakeFirstArgs = {
  prefix: "shop-staging",
  sleep: "sleep",
  databases: { main: {}, theirs: { existing: { identifier: "shared" } } },
  reports: { main: { status: "stopped", engineVersion: "17.6" }, theirs: { status: "stopped", engineVersion: "17.6" } },
  services: ["api", "bot"],
  live: { api: { isAtZero: true }, bot: { isAtZero: false } },
};
const available = { main: { status: "available", engineVersion: "17.6" } };

/** Wakes what `own` says is there, with a function that answers this. */
async function woken(own: Partial<WakeFirstArgs>, answer: unknown = { is: "awake", waiting: [] }) {
  const called: unknown[] = [];
  const invoke = async (...call: unknown[]) => {
    called.push(call);
    return answer;
  };
  await wakeFirst({ ...args, ...own }, { invoke }, { pause: async () => {} });
  return called;
}

describe("wakeFirst", () => {
  const preview = (yes: boolean) => setMockOptions(undefined, "test", "staging", yes);
  beforeEach(() => preview(false));
  after(() => preview(false));

  it("wakes a stack whose database is stopped, since RDS changes nothing of it", async () => {
    assert.deepEqual(await woken({ live: {} }), [["shop-staging-sleep", { do: "wake" }]]);
    const starting = { main: { status: "starting", engineVersion: "17.6" } };
    assert.equal((await woken({ live: {}, reports: starting })).length, 1);
  });

  it("wakes one whose services are at zero, so that no later call sends them back there", async () => {
    assert.equal((await woken({ reports: available })).length, 1);
  });

  it("leaves alone what is awake, and what somebody else's database does", async () => {
    const live = { api: { isAtZero: false } };
    assert.deepEqual(await woken({ reports: available, live }), []);
    assert.deepEqual(await woken({ reports: { theirs: { status: "stopped", engineVersion: "17.6" } }, live }), []);
  });

  it("wakes one that gave up sleeping while it was asleep, or its scaling would stay at none to none", async () => {
    const { sleep: _, ...never } = args;
    const called: unknown[] = [];
    const invoke = async (...call: unknown[]) => {
      called.push(call);
      return { is: "awake", waiting: [] };
    };
    await wakeFirst({ ...never, reports: available }, { invoke });
    await wakeFirst(never, { invoke });
    assert.deepEqual(called, [
      ["shop-staging-sleep", { do: "wake" }],
      ["shop-staging-sleep", { do: "wake" }],
    ]);
  });

  it("takes a service at zero as it is where no function ever put anything to sleep", async () => {
    const { sleep: _, ...never } = args;
    await wakeFirst({ ...never, reports: available }, { invoke: async () => undefined });
  });

  it("calls nothing in a preview", async () => {
    preview(true);
    assert.deepEqual(await woken({}), []);
  });

  it("says how to start a database that somebody has stopped, where no function can", async () => {
    await assert.rejects(
      wakeFirst({ ...args, live: {} }, { invoke: async () => undefined }),
      /RDS changes nothing of a database that is not running: start it and run "up" again when it is available\nmain is stopped: aws rds start-db-instance --db-instance-identifier shop-staging-main$/,
    );
  });
});
