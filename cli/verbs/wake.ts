import type { Command } from "commander";

/** `slipway wake [stack]` */
export default function wake(program: Command): void {
  program
    .command("wake")
    .summary("wakes a stack that sleeps, before its morning")
    .description(
      "Starts the databases and the tasks of a stack that sleeps, and waits until it is awake. It stays so until it next goes to sleep. To wake one in the sandbox: npx slipway sandbox -- npx slipway wake staging. Exit code: 0 it is awake, 1 it is not, or never sleeps.",
    )
    .argument("[stack]", "a stack, or the path of a stack file (default: staging)")
    .option("--json", "the result as JSON on standard output")
    .action(async (stack: string | undefined, flags: { readonly json?: true }) => {
      const { runWake } = await import("../actions/wake.ts");
      process.exitCode = await runWake(stack, flags);
    });
}
