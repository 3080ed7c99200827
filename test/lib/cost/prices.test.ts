import assert from "node:assert/strict";
import { hasPricesOf, type PriceKey, type PriceRow, priceOf, priceUnits } from "../../../lib/cost/price.ts";
import { prices } from "../../../lib/cost/prices.gen.ts";

const regions = [...new Set(prices.map(({ region }) => region))];

describe("the table of prices", () => {
  it("says of each price where and when it was read, or that nobody has", () => {
    for (const row of prices) {
      const sourced = "page" in row && /^https:\/\/\S+$/.test(row.page) && /^\d{4}-\d{2}-\d{2}$/.test(row.read);
      const marked = "unverified" in row && row.unverified === true;
      assert.notEqual(sourced, marked, `${row.key} in ${row.region} has neither a page nor a mark, or both`);
    }
  });

  it("has every price once in each of its regions, so that no estimate stops half-way", () => {
    assert.deepEqual(
      prices.map(({ key, region }) => `${key} ${region}`),
      Object.keys(priceUnits).flatMap((key) => regions.map((region) => `${key} ${region}`)),
    );
  });

  it("has nothing that is free: what AWS does not bill has no row", () => {
    assert.deepEqual(
      prices.filter(({ usd }) => !(usd > 0)),
      [],
    );
  });
});

describe("a price", () => {
  const rows: PriceRow[] = [
    { key: "nat.hour", region: "eu-central-1", usd: 0.052, page: "https://example.com", read: "2026-11-21" },
    { key: "nat.hour", region: "eu-north-1", usd: 0.046, unverified: true },
  ];

  it("is unverified when nobody has read it", () => {
    assert.deepEqual(priceOf("nat.hour", "eu-north-1", rows), { usd: 0.046, unverified: true });
    assert.deepEqual(priceOf("nat.hour", "eu-central-1", rows), { usd: 0.052, unverified: false });
  });

  it("of a region that the table lacks is the dearest one's, and unverified there", () => {
    assert.deepEqual(priceOf("nat.hour", "sa-east-1", rows), { usd: 0.052, unverified: true });
    assert.deepEqual([hasPricesOf("sa-east-1", rows), hasPricesOf("eu-north-1", rows)], [false, true]);
  });

  it("that is nowhere is a mistake of ours, which is named", () => {
    const missing: PriceKey = "alb.hour";
    assert.throws(
      () => priceOf(missing, "eu-north-1", rows),
      /^Error: lib\/cost\/prices\.gen\.ts has no price of alb\.hour: add it for eu-north-1 and eu-central-1$/,
    );
  });
});
