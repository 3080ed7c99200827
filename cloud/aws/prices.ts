import { type FilterType, PricingClient, paginateGetProducts } from "@aws-sdk/client-pricing";
import type { PriceKey } from "../../lib/cost/price.ts";
import { type PriceQuery, priceQueries } from "../../lib/cost/price-queries.ts";
import type { Session } from "./session.ts";

/** Where the price list of all regions is answered: https://docs.aws.amazon.com/general/latest/gr/billing.html */
const ANSWERS_FROM = "us-east-1";
// Usage types of every region but us-east-1 begin with one: EUN1-NatGateway-Hours.
const REGION_CODE = /^[A-Z]{2,4}\d?-/;
const MATCH: FilterType = "TERM_MATCH";

/** What AWS's price list says for a region, in US dollars for a unit; a price that it does not have is left out. */
export async function readPrices(session: Session, region: string): Promise<ReadonlyMap<PriceKey, number>> {
  const pricing = new PricingClient({ ...(await session.clientConfig()), region: ANSWERS_FROM });
  const read = new Map<PriceKey, number>();
  for (const [key, query] of priceQueries) {
    const usd = await readPrice(pricing, query, region);
    if (usd !== undefined) {
      read.set(key, usd);
    }
  }
  return read;
}

async function readPrice(client: PricingClient, query: PriceQuery, region: string): Promise<number | undefined> {
  const attributes = { regionCode: region, ...query.attributes };
  const Filters = Object.entries(attributes).map(([Field, Value]) => ({ Type: MATCH, Field, Value }));
  for await (const { PriceList = [] } of paginateGetProducts({ client }, { ServiceCode: query.service, Filters })) {
    for (const text of PriceList) {
      const product: unknown = JSON.parse(String(text));
      const usage = String(at(product, "product", "attributes", "usagetype") ?? "").replace(REGION_CODE, "");
      const usd = query.usage === undefined || query.usage === usage ? onDemand(product) : undefined;
      if (usd !== undefined) {
        return usd;
      }
    }
  }
  return undefined;
}

/** The first price above zero of the lowest tier: what is free at first is free for the whole account, not for one stack. */
function onDemand(product: unknown): number | undefined {
  const tiers = valuesOf(at(product, "terms", "OnDemand")).flatMap((term) => valuesOf(at(term, "priceDimensions")));
  return tiers
    .map((tier) => ({ from: Number(at(tier, "beginRange") ?? 0), usd: Number(at(tier, "pricePerUnit", "USD")) }))
    .filter(({ usd }) => usd > 0)
    .sort((a, b) => a.from - b.from)[0]?.usd;
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  );
}

function valuesOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
