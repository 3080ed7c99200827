import assert from "node:assert/strict";
import { autoPromotionsText } from "../../../cli/texts/auto-promote.ts";
import type { AutoPromotion } from "../../../delivery/auto-promote.ts";

const names = { stack: "production", from: "staging" };
const url = "https://github.com/acme/shop/pull/1";
const text = (own: Omit<AutoPromotion, "stack" | "from">) => autoPromotionsText([{ ...names, ...own }]);

describe("autoPromotionsText", () => {
  it("says of each stage what became of its promotion", () => {
    assert.equal(text({ is: "there" }), "production: has it already\n");
    assert.equal(
      text({ is: "waits", says: "soak: until 2026-11-24T13:00:00Z" }),
      "production: waits: soak: until 2026-11-24 13:00 UTC\n",
    );
    assert.equal(text({ is: "refused", says: "schema: is wrong" }), "production: not promoted: schema: is wrong\n");
    assert.equal(text({ is: "unknown", says: "no answer" }), "production: nobody can tell: no answer\n");
    assert.equal(
      text({ is: "closed", says: "it is opened again by x alone" }),
      "production: its pull request was closed by somebody, and it is opened again by x alone\n",
    );
  });

  it("says who merges what was opened, since nobody else looks at it", () => {
    const opened = (own: object) => text({ is: "opened", pullRequest: { url, isNew: true, ...own } });
    assert.equal(opened({}), `production: its promotion is open: ${url}\n`);
    assert.match(opened({ autoMerge: { is: "waits" } }), /merges by itself\n? ?once/);
    assert.match(opened({ autoMerge: { is: "merged" } }), /merged, since nothing\s+was\s+missing/);
    const reason = "Auto merge is not allowed for this repository";
    assert.ok(
      opened({ autoMerge: { is: "refused", reason } })
        .replaceAll(/\s+/g, " ")
        .includes(`by itself: ${reason}`),
    );
  });

  it("says that nothing is to be done where no stack wants it", () => {
    assert.equal(
      autoPromotionsText([]),
      "no stack here has environment.promotion.auto, so nothing is promoted by itself\n",
    );
  });
});
