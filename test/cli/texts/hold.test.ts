import assert from "node:assert/strict";
import type { HoldResult } from "../../../cli/actions/hold.ts";
import { holdText } from "../../../cli/texts/hold.ts";

const id = "0".repeat(64);
const lift = "npx slipway hold production --off";
const before = {
  event: "held",
  id,
  at: "2026-11-21T18:00:00.000Z",
  by: "Ada <ada@example.com>",
  reason: "after the rollback from 50b2820bc39c",
} as const;

function textOf(own: Partial<HoldResult>): string {
  return holdText({ stack: "production", records: [], isWritten: false, lift, ...own });
}

describe("holdText", () => {
  it("says that the stack is held, why, and how to lift it", () => {
    assert.equal(
      textOf({ records: [{ event: "held", id, reason: "the incident" }], isWritten: true }),
      "production is held: the incident\nto lift it: npx slipway hold production --off\n",
    );
  });

  it("says of one that is held already since when, by whom and why", () => {
    assert.equal(
      textOf({ before }),
      `production is held already, since 2026-11-21 18:00 UTC, by Ada <ada@example.com>: after the rollback
  from 50b2820bc39c
to lift it: npx slipway hold production --off
`,
    );
  });

  it("says what was lifted", () => {
    assert.equal(
      textOf({ before, records: [{ event: "unheld", id }], isWritten: true }),
      `production is held no longer; it was held since 2026-11-21 18:00 UTC, by Ada <ada@example.com>:
  after the rollback from 50b2820bc39c
`,
    );
    assert.equal(textOf({}), "production is not held\n");
  });

  it("says that nothing is written where that was asked for", () => {
    assert.equal(
      textOf({ records: [{ event: "held", id, reason: "the incident" }] }),
      `production would be held: the incident
to lift it: npx slipway hold production --off
nothing is written, as --dry-run asks
`,
    );
  });
});
