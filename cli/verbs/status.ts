import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption } from "../options.ts";

/** Options of `slipway status`. */
export interface StatusFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway status [stack]` */
export default function status(program: Command): void {
  examples(
    program
      .command("status")
      .summary("all stacks side by side: declared, running, verified")
      .description(
        "Shows of the stacks of this folder what their files declare, what was deployed last and of whose commit, what really runs, health, alarms that ring, verification, hold, costs and addresses. What cannot be read is said, and the rest is shown. Exit code: 0 shown, also where something is wrong with a stack, 1 no stack is here.",
      )
      .argument("[stack]", "this one alone (default: all of this folder)")
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (stack: string | undefined, flags: StatusFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runStatus } = await import("../actions/status.ts");
        process.exitCode = await runStatus(stack, flags);
      }),
    ["status", "before anything else, at night too"],
    ["status production", "one of them"],
    ["status --sandbox", "the stacks in the embedded sandbox"],
  );
}
