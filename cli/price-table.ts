import type { PriceKey, PriceRow } from "../lib/cost/price.ts";

/** Where `--refresh` reads. */
const PRICE_LIST = "https://api.pricing.us-east-1.amazonaws.com";

const head = `import type { PriceRow } from "./price.ts";

// One row a price, in US dollars without tax: what \`npx slipway cost --refresh\` writes. \`page\` is where it was read, on the
// day \`read\`; the rest is from general knowledge and says so. docs/cost.md
export const prices: readonly PriceRow[] = [
`;

/** The rows with the prices that were read for a region in their places; those of other regions stay as they are. */
export function withRead(
  rows: readonly PriceRow[],
  region: string,
  usdByKey: ReadonlyMap<PriceKey, number>,
  day: string,
): PriceRow[] {
  const kept = rows.filter((row) => row.region !== region || !usdByKey.has(row.key));
  const read = [...usdByKey].map(([key, usd]): PriceRow => ({ key, region, usd, page: PRICE_LIST, read: day }));
  return [...kept, ...read].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** The file `lib/cost/prices.gen.ts`. */
export function priceTable(rows: readonly PriceRow[]): string {
  return `${head}${rows.map((row) => `  ${lineOf(row)},\n`).join("")}];\n`;
}

function lineOf(row: PriceRow): string {
  const source = "page" in row ? `page: "${row.page}", read: "${row.read}"` : "unverified: true";
  return `{ key: "${row.key}", region: "${row.region}", usd: ${plain(row.usd)}, ${source} }`;
}

/** Without an exponent, which nobody reads. */
function plain(usd: number): string {
  return usd.toFixed(10).replace(/\.?0+$/, "");
}

function orderOf({ key, region }: PriceRow): string {
  return `${key} ${region}`;
}
