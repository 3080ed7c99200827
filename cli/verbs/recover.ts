import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway recover`. */
export interface RecoverFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway recover <stack>` */
export default function recover(program: Command): void {
  const command = program
    .command("recover")
    .summary("puts a stack in order after a run that was killed")
    .description(
      "Drops locks whose process no longer runs on this machine, and puts what was made but never written down into the state, found by its name, its tag or its parent. Deletes nothing. What it does not find it names, with the line that imports it. Exit code: 0 done or nothing to do, 1 it cannot be done.",
    )
    .addArgument(stackArgument())
    .addOption(sandboxOption())
    .addOption(jsonOption())
    .action(async (stack: string, flags: RecoverFlags) => {
      const { runRecover } = await import("../actions/recover.ts");
      process.exitCode = await runRecover(stack, flags);
    });
  examples(
    command,
    ["recover staging", "after pulumi up was killed"],
    ["recover staging --sandbox", "after sandbox up was killed"],
  );
}
