import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { priceTable, withRead } from "../../cli/price-table.ts";
import type { PriceRow } from "../../lib/cost/price.ts";
import { prices } from "../../lib/cost/prices.gen.ts";

describe("the file of prices", () => {
  it("is what --refresh would write, so that a refresh changes only what it has read", () => {
    assert.equal(priceTable(prices), readFileSync("lib/cost/prices.gen.ts", "utf8"));
  });

  it("takes what was read for a region in place of what stood there, with the day and the page", () => {
    const rows: PriceRow[] = [
      { key: "nat.hour", region: "eu-north-1", usd: 1, unverified: true },
      { key: "nat.hour", region: "us-east-1", usd: 2, unverified: true },
    ];
    const page = "https://api.pricing.us-east-1.amazonaws.com";
    assert.deepEqual(withRead(rows, "eu-north-1", new Map([["nat.hour", 0.0000133334]]), "2026-11-21"), [
      { key: "nat.hour", region: "eu-north-1", usd: 0.0000133334, page, read: "2026-11-21" },
      rows[1],
    ]);
    assert.match(
      priceTable(withRead(rows, "eu-north-1", new Map([["nat.hour", 0.0000133334]]), "2026-11-21")),
      /usd: 0\.0000133334, page/,
    );
  });
});
