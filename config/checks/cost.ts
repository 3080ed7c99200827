import { type CostLine, estimate } from "../cost/estimate.ts";
import type { Report } from "../problem.ts";
import type { Stack } from "../stack.ts";

const NAMED = 3;

/** The estimate is not over what the place may cost. */
export function checkCost(stack: Stack, report: Report): void {
  const { maxMonthlyUsd } = stack.cost;
  if (maxMonthlyUsd === undefined) {
    return;
  }
  const { lines, total } = estimate(stack);
  if (total.expected > maxMonthlyUsd) {
    report.problem(
      ["environment", "cost", "maxMonthlyUsd"],
      maxMonthlyUsd,
      `${stack.name} is estimated at ${Math.ceil(total.expected)} USD a month; most of it: ${most(lines)}. ` +
        `Make that smaller, or raise the limit (npx slipway cost ${stack.name})`,
    );
  }
}

/** The components that cost most, with what they cost. */
function most(lines: readonly CostLine[]): string {
  const byComponent = Map.groupBy(lines, ({ component }) => component);
  return [...byComponent]
    .map(([component, own]) => ({ component, usd: own.reduce((usd, line) => usd + line.usd.expected, 0) }))
    .sort((a, b) => b.usd - a.usd || (a.component < b.component ? -1 : 1))
    .slice(0, NAMED)
    .map(({ component, usd }) => `${component} ${Math.round(usd)}`)
    .join(", ");
}
