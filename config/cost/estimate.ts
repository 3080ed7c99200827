import { type Assumption, assumptions } from "../../lib/cost/assumptions.ts";
import { hasPricesOf, type PriceKey, type PriceRow, priceOf } from "../../lib/cost/price.ts";
import { prices } from "../../lib/cost/prices.gen.ts";
import { always, type Range, sum, times } from "../../lib/cost/range.ts";
import type { Stack } from "../stack.ts";
import type { CostItem } from "./item.ts";
import { networkCost } from "./network.ts";
import { storesCost } from "./stores.ts";
import { tasksCost } from "./tasks.ts";
import { watchCost } from "./watch.ts";

/** What one thing costs in a month, in US dollars without tax. */
export interface CostLine {
  readonly component: string;
  readonly what: string;
  readonly usd: Range;
}

/** What an environment costs in a month. */
export interface Estimate {
  readonly region: string;
  /** Whether the table has prices of this region; without, those of another one are taken. */
  readonly ownPrices: boolean;
  readonly lines: readonly CostLine[];
  readonly total: Range;
  /** What the lines guess. */
  readonly guesses: readonly Assumption[];
  /** Prices that went into it, and those that nobody has read on a page. */
  readonly prices: { readonly used: number; readonly unverified: number };
}

/** Everything of a stack that AWS bills, with the amounts. */
export function costItems(stack: Stack): CostItem[] {
  return [networkCost, tasksCost, storesCost, watchCost].flatMap((area) => area(stack));
}

/** What a stack costs in a month, from its configuration and the committed prices alone. */
export function estimate(stack: Stack, rows: readonly PriceRow[] = prices): Estimate {
  const { region } = stack.account;
  const items = costItems(stack);
  const lines = items.map((item) => lineOf(item, region, rows));
  const used = [...new Set(items.flatMap(({ amounts }) => amounts.filter(isBilled).map(([key]) => key)))];
  const guessed = new Set(items.flatMap(({ guesses = [] }) => guesses));
  return {
    region,
    ownPrices: hasPricesOf(region, rows),
    lines,
    total: rounded(sum(lines.map(({ usd }) => usd))),
    guesses: Object.values(assumptions).filter((assumption) => guessed.has(assumption)),
    prices: { used: used.length, unverified: used.filter((key) => priceOf(key, region, rows).unverified).length },
  };
}

function isBilled([, amount]: readonly [PriceKey, Range | number]): boolean {
  return rangeOf(amount).high > 0;
}

function lineOf({ component, what, amounts }: CostItem, region: string, rows: readonly PriceRow[]): CostLine {
  const parts = amounts.map(([key, amount]) => times(rangeOf(amount), priceOf(key, region, rows).usd));
  return { component, what, usd: rounded(sum(parts)) };
}

function rangeOf(amount: Range | number): Range {
  return typeof amount === "number" ? always(amount) : amount;
}

/** To the cent: what is behind it is not known. */
function rounded({ low, expected, high }: Range): Range {
  const cents = (usd: number) => Math.round(usd * 100) / 100;
  return { low: cents(low), expected: cents(expected), high: cents(high) };
}
