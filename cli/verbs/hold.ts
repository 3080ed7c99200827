import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway hold`. */
export interface HoldFlags {
  readonly reason?: string;
  readonly off?: true;
  readonly dryRun?: true;
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway hold <stack>` */
export default function hold(program: Command): void {
  examples(
    program
      .command("hold")
      .summary("keeps promotions away from a stack, until --off")
      .description(
        "Writes into the records of a stack that nothing is to be promoted to it, and why. What is there stays there, and runs on. Exit code: 0 it is so, 1 nobody can tell, 2 the stack was never deployed.",
      )
      .addArgument(stackArgument())
      .option("--reason <text>", "why; whoever is kept away reads it")
      .option("--off", "lifts the hold")
      .option("--dry-run", "says what would be written, and writes nothing")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, flags: HoldFlags) => {
        const { runHold } = await import("../actions/hold.ts");
        process.exitCode = await runHold(stack, flags);
      }),
    ['hold production --reason "sale on Friday"', "nothing is promoted to it"],
    ["hold production --off", "promotions may go on"],
  );
}
