import type { Command } from "commander";

interface CostFlags {
  readonly json?: true;
  readonly refresh?: true;
}

/** `slipway cost [stack]` */
export default function cost(program: Command): void {
  program
    .command("cost")
    .summary("what a stack costs in a month, from its configuration and the committed prices")
    .description(
      "Estimates what AWS bills for a stack in a month, low, expected and high, without tax. It needs no account; " +
        "the exit code is 2 when it is over environment.cost.maxMonthlyUsd.",
    )
    .argument("[stack]", "a stack, or the path of a stack file (default: staging)")
    .option("--json", "the estimate as JSON on standard output")
    .option("--refresh", "first read the prices of the stack's region from AWS, with its credentials, into the table")
    .action(async (stack: string | undefined, flags: CostFlags) => {
      const { runCost } = await import("../actions/cost.ts");
      process.exitCode = await runCost(stack, flags);
    });
}
