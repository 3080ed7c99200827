import assert from "node:assert/strict";
import { Refusal } from "../../lib/user-error.ts";
import { planHold, planRelease } from "../../promotion/hold.ts";
import { SmallStage } from "./small-stage.ts";

const app = "  slipway:app:\n    name: shop\n";
const release = '  slipway:release:\n    version: "1"\n    images: {}\n';

describe("a hold", () => {
  let small: SmallStage;
  beforeEach(() => {
    small = new SmallStage();
  });
  afterEach(() => small.remove());

  it("is a record of the freight that was deployed last, with the reason", async () => {
    small.deploy(SmallStage.text(app, release));
    const id = await small.verify();
    assert.deepEqual(await planHold(await small.stage(), "the incident"), {
      stack: "production",
      records: [{ event: "held", id, reason: "the incident" }],
    });
  });

  it("is set once: a second one says since when, by whom and why, and writes nothing", async () => {
    small.deploy(SmallStage.text(app, release));
    const stage = await small.stage();
    await stage.records.append(...(await planHold(stage, "the incident")).records);
    const { before, records } = await planHold(stage, "another reason");
    assert.deepEqual(records, []);
    assert.deepEqual(
      [before?.reason, before?.by, before?.at],
      ["the incident", "Ada <ada@example.com>", "2026-11-21T12:03:00.000Z"],
    );
  });

  it("is lifted once, and can be set again", async () => {
    small.deploy(SmallStage.text(app, release));
    const stage = await small.stage();
    assert.deepEqual(await planRelease(stage), { stack: "production", records: [] });
    await stage.records.append(...(await planHold(stage, "the incident")).records);
    const lifted = await planRelease(stage);
    assert.deepEqual(
      lifted.records.map(({ event }) => event),
      ["unheld"],
    );
    await stage.records.append(...lifted.records);
    assert.deepEqual(await planRelease(stage), { stack: "production", records: [] });
    assert.equal((await planHold(stage, "again")).records.length, 1);
  });

  it("is refused where nothing was deployed, because a record is of a freight", async () => {
    await assert.rejects(planHold(await small.stage(), "why"), (error) => {
      assert.ok(error instanceof Refusal);
      assert.match(
        error.message,
        /^there is nothing in production to hold: no update of production has ended well yet.*; nothing is promoted to it by itself unless environment\.promotion\.auto says so$/,
      );
      return true;
    });
  });
});
