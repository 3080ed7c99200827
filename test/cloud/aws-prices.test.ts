import assert from "node:assert/strict";
import { readPrices } from "../../cloud/aws/prices.ts";
import { openSession } from "../../cloud/aws/session.ts";
import { priceQueries } from "../../lib/cost/price-queries.ts";
import { serviceModel } from "../support/service-model.ts";
import { type FakeAws, startFakeAws } from "./fake-aws.ts";
import { accountId, region, withCredentials } from "./on-moto.ts";

/** A product as the price list writes it: text of JSON, tiers by made-up codes. */
const product = (usagetype: string, ...tiers: readonly (readonly [from: string, usd: string])[]) =>
  JSON.stringify({
    product: { attributes: { usagetype } },
    terms: {
      OnDemand: {
        "ABC.JRT": {
          priceDimensions: Object.fromEntries(
            tiers.map(([beginRange, USD], n) => [`ABC.JRT.${n}`, { beginRange, pricePerUnit: { USD } }]),
          ),
        },
      },
    },
  });

describe("prices from AWS's price list", () => {
  let aws: FakeAws;
  before(async () => {
    aws = await startFakeAws();
  });
  after(() => aws.stop());
  withCredentials();
  const session = () => openSession({ accountId, region, endpoint: aws.url });

  it("are found by service, region and usage type, also on a second page", async () => {
    aws.answer({
      GetProducts: ({ ServiceCode, NextToken }) => {
        if (ServiceCode !== "AmazonEC2") {
          return { PriceList: [] };
        }
        return NextToken === undefined
          ? { PriceList: [product("EUN1-NatGateway-Prvd-Bytes", ["0", "9"])], NextToken: "2" }
          : { PriceList: [product("EUN1-NatGateway-Hours", ["0", "0.0460000000"])] };
      },
    });
    const prices = await readPrices(session(), region);
    assert.deepEqual([...prices], [["nat.hour", 0.046]]);
    const asked = aws.calls.find(({ body }) => body.ServiceCode === "AWSELB")?.body.Filters;
    assert.deepEqual(asked, [
      { Type: "TERM_MATCH", Field: "regionCode", Value: region },
      { Type: "TERM_MATCH", Field: "productFamily", Value: "Load Balancer-Application" },
    ]);
  });

  it("are those of the first tier that costs anything: what is free at first, another stack may have used up", async () => {
    aws.answer({
      GetProducts: ({ ServiceCode }) => ({
        PriceList:
          ServiceCode === "AmazonCloudWatch"
            ? [product("EUN1-CW:AlarmMonitorUsage", ["100", "0.05"], ["0", "0"], ["10", "0.1"])]
            : [],
      }),
    });
    assert.equal((await readPrices(session(), region)).get("cloudwatch.alarm"), 0.1);
  });

  it("tell Fargate's architectures and Spot apart, whose usage types end alike", async () => {
    const usd = { "ARM-GB-Hours": "3", "GB-Hours": "1" };
    aws.answer({
      GetProducts: ({ ServiceCode }) => ({
        PriceList:
          ServiceCode === "AmazonECS"
            ? [
                product("EUN1-SpotUsage-Fargate-GB-Hours", ["0", "9"]),
                ...Object.entries(usd).map(([end, price]) => product(`EUN1-Fargate-${end}`, ["0", price])),
              ]
            : [],
      }),
    });
    const prices = await readPrices(session(), region);
    assert.deepEqual([prices.get("fargate.x86_64.gib"), prices.get("fargate.arm64.gib")], [1, 3]);
  });

  it("are asked for and answered as AWS's published model says", async function () {
    const model = serviceModel("pricing");
    if (model === undefined) {
      assert.notEqual(process.env.CI, "true", 'moto is not set up: run "node tools/set-up.ts"');
      this.skip();
    }
    aws.answer({ GetProducts: () => ({ PriceList: [] }) });
    await readPrices(session(), region);
    const asked = aws.calls.filter(({ operation }) => operation === "GetProducts");
    assert.equal(asked.length, priceQueries.size);
    for (const { body } of asked) {
      assert.deepEqual(model.inRequest("GetProducts", body), []);
    }
    assert.deepEqual(model.inAnswer("GetProducts", { PriceList: ["{}"], NextToken: "2" }), []);
  });

  it("of us-east-1 have no code of a region before them", async () => {
    aws.answer({
      GetProducts: ({ ServiceCode }) => ({
        PriceList: ServiceCode === "AmazonEC2" ? [product("NatGateway-Hours", ["0", "0.045"])] : [],
      }),
    });
    assert.equal((await readPrices(session(), "us-east-1")).get("nat.hour"), 0.045);
  });
});
