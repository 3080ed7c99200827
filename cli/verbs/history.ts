import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption, stackArgument } from "../options.ts";

/** Options of `slipway history`. */
export interface HistoryFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway history <stack>` */
export default function history(program: Command): void {
  examples(
    program
      .command("history")
      .summary("what was deployed, verified, rejected, rolled back")
      .description(
        "Shows a line for each update that ended well, as Pulumi's own history has it, with what the records on the branch slipway-releases say of it. Records that Pulumi's history does not confirm are named, and not believed. Exit code: 0 shown, 1 it cannot be read.",
      )
      .addArgument(stackArgument())
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string, flags: HistoryFlags) => {
        const { runHistory } = await import("../actions/history.ts");
        process.exitCode = await runHistory(stack, flags);
      }),
    ["history production", "what ran when, and whether it was good"],
    ["history staging --sandbox", "the same of the embedded sandbox"],
  );
}
