import { writeFile } from "node:fs/promises";
import { type Estimate, estimate } from "../../config/cost/estimate.ts";
import { readStackOrNothing } from "../../config/read-stack.ts";
import { resolveAtAnyCost } from "../../config/resolve.ts";
import type { Stack } from "../../config/stack.ts";
import type { PriceRow } from "../../lib/cost/price.ts";
import { prices } from "../../lib/cost/prices.gen.ts";
import { exitCodes } from "../exit-codes.ts";
import { priceTable, withRead } from "../price-table.ts";
import { print } from "../print.ts";
import { during, note } from "../progress.ts";
import { costText } from "../texts/cost.ts";

interface CostFlags {
  readonly json?: true;
  readonly refresh?: true;
}

const tableFile = new URL("../../lib/cost/prices.gen.ts", import.meta.url);

/** `slipway cost`: prints the estimate, and refuses where it is over the limit of the place. */
export async function runCost(argument: string | undefined, flags: CostFlags): Promise<number> {
  // Also one that costs too much: that is what one wants to look at.
  const read = readStackOrNothing(argument, process.cwd(), resolveAtAnyCost);
  if ("says" in read) {
    const { file, resolved, says } = read;
    print({ stack: file.stack, ...resolved, says }, `${says}\n`, flags);
    return exitCodes.done;
  }
  const { stack } = read.resolved;
  const estimated = estimate(stack, flags.refresh ? await refreshed(stack) : prices);
  print({ stack: stack.name, ...stack.cost, ...estimated }, costText(stack, estimated), flags);
  return isOver(stack, estimated) ? exitCodes.refused : exitCodes.done;
}

function isOver({ cost: { maxMonthlyUsd } }: Stack, { total }: Estimate): boolean {
  return maxMonthlyUsd !== undefined && total.expected > maxMonthlyUsd;
}

/** Reads the prices of the stack's region from AWS and writes them into the table. */
async function refreshed({ account }: Stack): Promise<readonly PriceRow[]> {
  const { openSession } = await import("../../cloud/aws/session.ts");
  const { readPrices } = await import("../../cloud/aws/prices.ts");
  const read = await during(`reading the prices of ${account.region}`, () =>
    readPrices(openSession(account), account.region),
  );
  const rows = withRead(prices, account.region, read, new Date().toISOString().slice(0, 10));
  await writeFile(tableFile, priceTable(rows));
  note(`${read.size} prices of ${account.region} are read: lib/cost/prices.gen.ts`);
  return rows;
}
