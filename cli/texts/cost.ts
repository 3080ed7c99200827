import type { Estimate } from "../../config/cost/estimate.ts";
import type { Stack } from "../../config/stack.ts";
import type { Range } from "../../lib/cost/range.ts";
import { paint } from "../paint.ts";
import { fittedTable, usd } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** An estimate for a person: a line a thing, the sum, what it rests on. */
export function costText({ name, cost, sleep }: Stack, estimate: Estimate): string {
  const { region, lines, total, guesses, prices, ownPrices } = estimate;
  const rows = [
    row("", "USD a month", ["low", "expected", "high"], "dim"),
    // Named once, what follows is of the same.
    ...lines.map((line, at) =>
      row(line.component === lines[at - 1]?.component ? "" : line.component, line.what, numbers(line)),
    ),
    row("total", "", numbers({ usd: total }), "bold"),
  ];
  const told = [
    ...(cost.maxMonthlyUsd === undefined ? [] : [limitText(cost.maxMonthlyUsd, total.expected), ""]),
    `${prices.unverified} of ${prices.used} prices are unverified: nobody has read them on a page (npx slipway cost --refresh reads them from AWS)`,
    ...(ownPrices ? [] : [`there are no prices of ${region}: those of eu-central-1 are taken`]),
    ...(sleep
      ? ["services and databases sleep by the clock; load balancer, NAT and caches cannot, and are counted whole"]
      : []),
    "",
    "low: as few tasks as there may be; high: as many, with all the storage they may grow to. Guessed, for a month:",
    ...guesses.map((guess) => `  ${guess.low} / ${guess.expected} / ${guess.high} ${guess.what}`),
  ];
  return `${[
    ...wrapped(`${name}: ${region}, without tax, in whole dollars: each number is rounded by itself`, "  "),
    "",
    fittedTable(rows, ["left", "left", "right", "right", "right"], 1),
    "",
    ...told.flatMap((line) => (line === "" ? [""] : wrapped(line, "  "))),
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
  return [paint.bold(component), what, ...cells].map((cell) => (isHead ? paint.dim(cell) : cell));
}
