import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway wake`. */
export interface WakeFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway wake <stack>` */
export default function wake(program: Command): void {
  const command = program
    .command("wake")
    .summary("wakes a stack that sleeps, before its morning")
    .description(
      "Starts the databases and the tasks of a stack that sleeps (environment.cost.sleep), and waits until it is awake. It stays so until it next goes to sleep. Exit code: 0 it is awake, 1 it is not, or never sleeps.",
    )
    .addArgument(stackArgument())
    .addOption(sandboxOption())
    .addOption(jsonOption())
    .action(async (stack: string, flags: WakeFlags) => {
      const { runWake } = await import("../actions/wake.ts");
      process.exitCode = await runWake(stack, flags);
    });
  examples(
    command,
    ["wake staging", "before its morning, or on a weekend"],
    ["wake staging --sandbox", "the same call, on the embedded sandbox"],
  );
}
