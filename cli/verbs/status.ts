import type { Command } from "commander";
import { examples } from "../help.ts";
import { jsonOption, sandboxOption } from "../options.ts";

/** Options of `slipway status`. */
export interface StatusFlags {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `slipway status` */
export default function status(program: Command): void {
  examples(
    program
      .command("status")
      .summary("all stacks side by side: declared, running, verified")
      .description(
        "Shows for every stack of this folder what its file declares, what was deployed last and of whose commit, what really runs, its health, the alarms that ring, its verification, its hold, what it costs and where it is. What cannot be read is said, and the rest is shown. Exit code: 0 shown, also where something is wrong with a stack, 1 there is none.",
      )
      .addOption(sandboxOption())
      .addOption(jsonOption())
      .action(async (flags: StatusFlags) => {
        const { leaveOutNeverUsed } = await import("../../plan/lean-sdk.ts");
        leaveOutNeverUsed();
        const { runStatus } = await import("../actions/status.ts");
        process.exitCode = await runStatus(flags);
      }),
    ["status", "before anything else, at night too"],
    ["status --sandbox", "the stacks in the embedded sandbox"],
  );
}
