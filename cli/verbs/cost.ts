import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, stagingArgument } from "../options.ts";

interface CostFlags {
  readonly json?: true;
  readonly refresh?: true;
}

/** `slipway cost [stack]` */
export default function cost(program: Command): void {
  examples(
    program
      .command("cost")
      .summary("what a stack costs in a month")
      .description(
        "Estimates what AWS bills for a stack in a month, low, expected and high, without tax, from its file and the committed prices. It needs no account, but for --refresh. Exit code: 0 shown, 1 an error, 2 it is over environment.cost.maxMonthlyUsd.",
      )
      .addArgument(stagingArgument())
      .addOption(jsonOption())
      .option("--refresh", "first read the prices of the stack's region from AWS, with its credentials, into the table")
      .action(async (stack: string | undefined, flags: CostFlags) => {
        const { runCost } = await import("../actions/cost.ts");
        process.exitCode = await runCost(stack, flags);
      }),
    ["cost production", "line by line"],
    ["cost production --refresh", "after AWS has changed its prices"],
  );
}
