import { styleText } from "node:util";
import type { Estimate } from "../../config/cost/estimate.ts";
import type { Stack } from "../../config/stack.ts";
import type { Range } from "../../lib/cost/range.ts";
import { plainTable, tableText, usd } from "./table.ts";

/** An estimate for a person: a line a thing, the sum, what it rests on. */
export function costText({ name, cost, sleep }: Stack, estimate: Estimate): string {
  const { region, lines, total, guesses, prices, ownPrices } = estimate;
  const table = plainTable([null, null, null, null, null], ["left", "left", "right", "right", "right"]);
  table.push(row("", "USD a month", ["low", "expected", "high"], "dim"));
  for (const line of lines) {
    table.push(row(line.component, line.what, numbers(line)));
  }
  table.push(row("total", "", numbers({ usd: total }), "bold"));
  return `${[
    `${name}: ${region}, without tax, in whole dollars: each number is rounded by itself`,
    "",
    tableText(table),
    ...(cost.maxMonthlyUsd === undefined ? [] : ["", limitText(cost.maxMonthlyUsd, total.expected)]),
    "",
    `${prices.unverified} of ${prices.used} prices are unverified: nobody has read them on a page (npx slipway cost --refresh reads them from AWS)`,
    ...(ownPrices ? [] : [`there are no prices of ${region}: those of eu-central-1 are taken`]),
    ...(sleep
      ? ["services and databases sleep by the clock; load balancer, NAT and caches cannot, and are counted whole"]
      : []),
    "",
    "low: as few tasks as there may be; high: as many, with all the storage they may grow to. Guessed, for a month:",
    ...guesses.map((guess) => `  ${guess.low} / ${guess.expected} / ${guess.high} ${guess.what}`),
  ].join("\n")}\n`;
}

function limitText(limit: number, expected: number): string {
  return expected > limit
    ? `over the limit of ${limit} USD (environment.cost.maxMonthlyUsd): plan, preview and up refuse it`
    : `within the limit of ${limit} USD (environment.cost.maxMonthlyUsd)`;
}

function numbers({ usd: { low, expected, high } }: { usd: Range }): [string, string, string] {
  return [usd(low), usd(expected), usd(high)];
}

function row(component: string, what: string, cells: readonly string[], style: "bold" | "dim" = "bold"): string[] {
  const isHead = style === "dim";
  return [styleText("bold", component), what, ...cells].map((cell) => (isHead ? styleText("dim", cell) : cell));
}
