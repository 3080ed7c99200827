import assert from "node:assert/strict";
import { wake } from "../../cloud/wake.ts";

/** A function that answers one after another, the last one for ever. */
function answering(...answers: readonly unknown[]) {
  const asked: object[] = [];
  const said: string[] = [];
  let paused = 0;
  const invoke = async (_: string, payload: object) => {
    asked.push(payload);
    return answers[Math.min(asked.length, answers.length) - 1];
  };
  const pause = async () => {
    paused += 1;
  };
  const run = () => wake("shop-staging-sleep", { cloud: { invoke }, say: (line) => said.push(line), pause });
  return { run, asked, said, paused: () => paused };
}

const waking = (...waiting: readonly string[]) => ({ is: "waking", waiting });
const awake = { is: "awake", waiting: [] };

describe("wake", () => {
  it("gives the order once and then waits, saying what for once", async () => {
    const { run, asked, said, paused } = answering(waking("main", "jobs"), waking("main"), waking("main"), awake);
    assert.equal(await run(), true);
    assert.deepEqual(asked, [{ do: "wake" }, { do: "settle" }, { do: "settle" }, { do: "settle" }]);
    assert.deepEqual(said, [
      "waiting for main, jobs to start, which takes some minutes",
      "waiting for main to start, which takes some minutes",
    ]);
    assert.equal(paused(), 3);
  });

  it("knows a stack that has no such function", async () => {
    const { run, asked } = answering(undefined);
    assert.equal(await run(), false);
    assert.equal(asked.length, 1);
  });

  it("does not wait for what has been sent to sleep again", async () => {
    const { run } = answering(waking("main"), { is: "asleep", waiting: [] });
    await assert.rejects(
      run(),
      /^UserError: shop-staging-sleep: it was sent to sleep again before it was awake: wake it again$/,
    );
  });

  it("gives up after three quarters of an hour, in which RDS starts what it can start", async () => {
    const { run, paused } = answering(waking("main"));
    await assert.rejects(
      run(),
      /not awake after 45 minutes \(waiting for main to start.*\): look at the database in RDS/,
    );
    assert.equal(paused(), 45 * 4 + 1);
  });

  it("does not take something else for an answer", async () => {
    const { run } = answering({ statusCode: 200 });
    await assert.rejects(
      run(),
      /shop-staging-sleep answers \{"statusCode":200\} and not what it is: deploy it again with "up"$/,
    );
  });
});
