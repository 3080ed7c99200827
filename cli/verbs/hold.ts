import type { Command } from "commander";

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
  program
    .command("hold")
    .summary("keeps promotions away from a stack, until --off")
    .description(
      "Writes into the records of a stack that nothing is to be promoted to it, and why. What is there stays there, and runs on. Exit code: 0 it is so, 1 nobody can tell, 2 the stack was never deployed.",
    )
    .argument("<stack>", "a stack, or the path of a stack file")
    .option("--reason <text>", "why; whoever is kept away reads it")
    .option("--off", "lifts the hold")
    .option("--dry-run", "says what would be written, and writes nothing")
    .option("--sandbox", "the stack in the sandbox")
    .option("--json", "the result as JSON on standard output")
    .action(async (stack: string, flags: HoldFlags) => {
      const { runHold } = await import("../actions/hold.ts");
      process.exitCode = await runHold(stack, flags);
    });
}
